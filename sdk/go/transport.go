package notpanel

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Version of this package.
const Version = "0.1.0"

const (
	firstPause   = 500 * time.Millisecond
	longestPause = 8 * time.Second
)

// Options may all be left out.
type Options struct {
	// Timeout is for one try; 30 s.
	Timeout time.Duration
	// Retries is how often a call is repeated at most; 3. NoRetries is none.
	Retries int
	// MaxWait: a longer wait is yours to decide on, the error is returned; 65 s.
	MaxWait time.Duration

	// These are for tests.
	Sleep  func(context.Context, time.Duration) error
	Random func() float64
	Now    func() time.Time
}

// NoRetries in the place of a number of retries.
const NoRetries = -1

// A call that has the same outcome however often it arrives; of add the request_id sees to that.
var repeatable = map[string]bool{
	"services": true, "status": true, "refill_status": true, "balance": true,
	"webhook.list": true, "add": true, "cancel": true,
}

type answer struct {
	json    json.RawMessage
	headers http.Header
	about   Error
}

type transport struct {
	url     string
	key     string
	options Options
	client  *http.Client
}

func openTransport(address, key string, options Options) *transport {
	plain := strings.TrimRight(address, "/")
	if !strings.HasSuffix(plain, "/api/v2") {
		plain += "/api/v2"
	}
	if options.Timeout == 0 {
		options.Timeout = 30 * time.Second
	}
	if options.Retries == 0 {
		options.Retries = 3
	}
	if options.MaxWait == 0 {
		options.MaxWait = 65 * time.Second
	}
	if options.Sleep == nil {
		options.Sleep = sleep
	}
	if options.Random == nil {
		options.Random = rand.Float64
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	// The body carries the key: it follows no redirect.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &transport{plain, key, options, &http.Client{CheckRedirect: stay}}
}

func sleep(ctx context.Context, pause time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(pause):
		return nil
	}
}

// send makes a call, repeats it where it may be repeated, and reads the answer.
func send[Value any](ctx context.Context, t *transport, fields url.Values, read func(answer) (Value, error)) (Value, error) {
	for tried := 0; ; tried++ {
		value, failed := attempt(ctx, t, fields, read)
		if failed == nil {
			return value, nil
		}
		if tried >= t.options.Retries || ctx.Err() != nil || !mayRepeat(failed) {
			return value, failed
		}
		pause := math.Min(float64(firstPause)*math.Pow(2, float64(tried)), float64(longestPause))
		// Half of it is chance: clients that failed together must not return together.
		wait := time.Duration(pause * (0.5 + t.options.Random()/2))
		if failed.RetryAfter != nil {
			wait += *failed.RetryAfter
		}
		if wait > t.options.MaxWait || t.options.Sleep(ctx, wait) != nil {
			return value, failed
		}
	}
}

func mayRepeat(failed *Error) bool {
	if failed.Kind == RateLimited || failed.Kind == Unavailable {
		return true // nothing was done yet
	}
	if !repeatable[failed.Action] {
		return false
	}
	if failed.Kind == UnreadableAnswer {
		return failed.Status == http.StatusOK || failed.Status >= 500
	}
	return failed.Is(NoAnswer) || failed.Kind == ServerFault
}

func attempt[Value any](ctx context.Context, t *transport, fields url.Values, read func(answer) (Value, error)) (Value, *Error) {
	var none Value
	about := Error{Action: fields.Get("action"), RequestID: fields.Get("request_id")}
	response, body, err := t.post(ctx, fields)
	if err != nil {
		about.Kind, about.cause = NoAnswer, err
		var timeout net.Error
		if errors.As(err, &timeout) && timeout.Timeout() {
			about.Kind = TimedOut
		}
		return none, &about
	}
	about.Status, about.CallID = response.StatusCode, response.Header.Get("X-Request-Id")
	var refusal struct{ Error *string }
	if json.Unmarshal(body, &refusal) == nil && refusal.Error != nil {
		about.RetryAfter = t.retryAfter(response)
		return none, errorOf(*refusal.Error, about, response.Header)
	}
	if about.Status == http.StatusOK && json.Valid(body) {
		value, err := read(answer{body, response.Header, about})
		var failed *Error
		if err == nil || errors.As(err, &failed) {
			return value, failed
		}
	}
	start := body
	if len(start) > 80 {
		start = start[:80]
	}
	about.Kind, about.cause = UnreadableAnswer, fmt.Errorf("HTTP %d: %q", about.Status, start)
	return none, &about
}

func (t *transport) post(ctx context.Context, fields url.Values) (*http.Response, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, t.options.Timeout)
	defer cancel()
	fields.Set("key", t.key)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, t.url, strings.NewReader(fields.Encode()))
	if err != nil {
		return nil, nil, err
	}
	// Go itself would send a call again over another connection: whether to is decided above.
	request.GetBody = nil
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", "notpanel-go/"+Version)
	response, err := t.client.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return response, body, err
}

// retryAfter: both headers mean the same moment; the first needs no common clock.
func (t *transport) retryAfter(response *http.Response) *time.Duration {
	if seconds, err := strconv.Atoi(response.Header.Get("Retry-After")); err == nil && seconds >= 0 {
		wait := time.Duration(seconds) * time.Second
		return &wait
	}
	reset, err := strconv.ParseInt(response.Header.Get("X-RateLimit-Reset"), 10, 64)
	if err != nil || response.StatusCode != http.StatusTooManyRequests {
		return nil
	}
	wait := time.Unix(reset, 0).Sub(t.options.Now())
	if wait < 0 {
		wait = 0
	}
	return &wait
}
