package notpanel

import (
	"net/http"
	"regexp"
	"strconv"
	"time"
)

// Kind says in which way a call ended without a result: errors.Is(err, notpanel.InvalidKey).
type Kind string

func (kind Kind) Error() string { return string(kind) }

const (
	// NoAnswer: what was asked for may have happened.
	NoAnswer Kind = "NoAnswer"
	// TimedOut is a NoAnswer.
	TimedOut Kind = "TimedOut"
	// UnreadableAnswer: something answered, but not as a panel does.
	UnreadableAnswer Kind = "UnreadableAnswer"
	// InvalidRequest: correct the call. The three after it are of this kind.
	InvalidRequest   Kind = "InvalidRequest"
	MissingParameter Kind = "MissingParameter"
	InvalidParameter Kind = "InvalidParameter"
	InvalidAction    Kind = "InvalidAction"

	InvalidKey          Kind = "InvalidKey"
	ServiceNotFound     Kind = "ServiceNotFound"
	OrderNotFound       Kind = "OrderNotFound"
	RefillNotFound      Kind = "RefillNotFound"
	WebhookNotFound     Kind = "WebhookNotFound"
	InsufficientBalance Kind = "InsufficientBalance"
	RequestIDConflict   Kind = "RequestIdConflict"
	LinkActive          Kind = "LinkActive"
	// Refused in words of its own, such as a refill whose guarantee has ended.
	Refused Kind = "Refused"

	// Forbidden: the key or the account may not. The four after it are of this kind.
	Forbidden        Kind = "Forbidden"
	ScopeMissing     Kind = "ScopeMissing"
	IPNotAllowed     Kind = "IpNotAllowed"
	SpendCapReached  Kind = "SpendCapReached"
	AccountSuspended Kind = "AccountSuspended"

	// RateLimited: Error.DeniedBy says whose limit it was.
	RateLimited Kind = "RateLimited"
	Unavailable Kind = "Unavailable"
	// ServerFault is the panel's own.
	ServerFault Kind = "Server"
	// WebhookVerification: the message is not from the panel, or too old.
	WebhookVerification Kind = "WebhookVerification"
)

var parents = map[Kind]Kind{
	TimedOut:         NoAnswer,
	MissingParameter: InvalidRequest,
	InvalidParameter: InvalidRequest,
	InvalidAction:    InvalidRequest,
	ScopeMissing:     Forbidden,
	IPNotAllowed:     Forbidden,
	SpendCapReached:  Forbidden,
	AccountSuspended: Forbidden,
}

// Error is every error of this package.
type Error struct {
	Kind Kind
	// Text is what the panel said; empty where it said nothing.
	Text   string
	Status int
	Action string
	// RequestID is that of an Add: the same order, sent again with it, is placed at most once.
	RequestID string
	// CallID is the panel's X-Request-Id: quote it when you ask for help.
	CallID string
	// Parameter is the one that is meant, where the text says so.
	Parameter  string
	RetryAfter *time.Duration
	// DeniedBy is ip, key or tier; the tier's limit is over all keys of the account.
	DeniedBy string
	Limit    int
	// ResetAt is in Unix seconds; a call at that moment passes.
	ResetAt int64

	cause error
}

func (e *Error) Error() string {
	if e.Text != "" {
		return e.Text
	}
	if e.cause != nil {
		return string(e.Kind) + ": " + e.cause.Error()
	}
	return string(e.Kind)
}

func (e *Error) Unwrap() error { return e.cause }

func (e *Error) Is(target error) bool { return target == e.Kind || target == parents[e.Kind] }

// Both dialects' texts; where no parameter is given, the group names it.
var known = []struct {
	pattern   *regexp.Regexp
	kind      Kind
	parameter string
}{
	{regexp.MustCompile(`^Missing required parameter: (\w+)`), MissingParameter, ""},
	{regexp.MustCompile(`^Invalid parameter: (\w+)`), InvalidParameter, ""},
	{regexp.MustCompile(`^Invalid action$`), InvalidAction, ""},
	{regexp.MustCompile(`^Incorrect request$`), InvalidRequest, ""},
	{regexp.MustCompile(`^Invalid API key$`), InvalidKey, ""},
	{regexp.MustCompile(`^(?:Service not found|error\.incorrect_service_id)$`), ServiceNotFound, "service"},
	{regexp.MustCompile(`^(?:Order not found|Incorrect order ID)$`), OrderNotFound, "order"},
	{regexp.MustCompile(`^Refill not found$`), RefillNotFound, "refill"},
	{regexp.MustCompile(`^Webhook not found$`), WebhookNotFound, "webhook"},
	{regexp.MustCompile(`^(?:Insufficient balance|neworder\.error\.not_enough_funds)$`), InsufficientBalance, ""},
	{regexp.MustCompile(`^This request_id belongs to a different request`), RequestIDConflict, "request_id"},
	{regexp.MustCompile(`^(?:An order for this link is|neworder\.error\.link_duplicate$)`), LinkActive, "link"},
	{regexp.MustCompile(`^neworder\.error\.link$`), InvalidParameter, "link"},
	{regexp.MustCompile(`^neworder\.error\.(?:min|max)_quantity$`), InvalidParameter, "quantity"},
	{regexp.MustCompile(`^neworder\.error\.comment$`), InvalidParameter, "comments"},
	{regexp.MustCompile(` lacks the scope `), ScopeMissing, ""},
	{regexp.MustCompile(`^This key may not be used from `), IPNotAllowed, ""},
	{regexp.MustCompile(`^The spend (?:cap|limit) `), SpendCapReached, ""},
	{regexp.MustCompile(`^Account suspended$`), AccountSuspended, ""},
}

// errorOf is the error that a text stands for.
func errorOf(text string, about Error, headers http.Header) *Error {
	about.Text = text
	switch {
	case about.Status == http.StatusTooManyRequests:
		about.Kind = RateLimited
		about.DeniedBy = headers.Get("X-RateLimit-DeniedBy")
		about.Limit, _ = strconv.Atoi(headers.Get("X-RateLimit-Limit"))
		about.ResetAt, _ = strconv.ParseInt(headers.Get("X-RateLimit-Reset"), 10, 64)
	case about.Status == http.StatusServiceUnavailable:
		about.Kind = Unavailable
	case about.Status >= 500:
		about.Kind = ServerFault
	case about.Status == http.StatusForbidden:
		about.Kind = Forbidden
	default:
		about.Kind = Refused
	}
	if about.Status == http.StatusTooManyRequests || about.Status >= 500 {
		return &about
	}
	for _, one := range known {
		if match := one.pattern.FindStringSubmatch(text); match != nil {
			about.Kind, about.Parameter = one.kind, one.parameter
			if one.parameter == "" && len(match) > 1 {
				about.Parameter = match[1]
			}
			break
		}
	}
	return &about
}
