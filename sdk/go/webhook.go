package notpanel

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Message of a webhook. ID is the same whenever it is sent again: keep those that you have seen.
type Message struct {
	ID        string          `json:"id"`
	Type      string          `json:"type"`
	Timestamp string          `json:"timestamp"`
	Data      json.RawMessage `json:"data"`
}

// Tolerance of a message's age, either way.
const Tolerance = 5 * time.Minute

var timestampForm = regexp.MustCompile(`^[0-9]{1,12}$`)

// VerifyWebhook answers the message, if one of the secrets signed it within the last five minutes.
// The body is what came, byte for byte. Other errors than WebhookVerification there are none.
func VerifyWebhook(headers http.Header, body []byte, secrets ...string) (Message, error) {
	return VerifyWebhookAt(time.Now(), Tolerance, headers, body, secrets...)
}

// VerifyWebhookAt is VerifyWebhook at another time, for tests.
func VerifyWebhookAt(now time.Time, tolerance time.Duration, headers http.Header, body []byte, secrets ...string) (Message, error) {
	id, timestamp := headers.Get("webhook-id"), headers.Get("webhook-timestamp")
	signatures := headers.Get("webhook-signature")
	if id == "" || timestamp == "" || signatures == "" {
		return Message{}, unverified("a header is missing")
	}
	if !timestampForm.MatchString(timestamp) {
		return Message{}, unverified("the timestamp is none")
	}
	at, _ := strconv.ParseInt(timestamp, 10, 64)
	if math.Abs(now.Sub(time.Unix(at, 0)).Seconds()) > tolerance.Seconds() {
		return Message{}, unverified("too old or too new")
	}
	for _, secret := range secrets {
		right, err := signature(secret, id, timestamp, body)
		if err != nil {
			return Message{}, err
		}
		for _, one := range strings.Split(signatures, " ") {
			if hmac.Equal([]byte(one), []byte(right)) {
				return read(id, body)
			}
		}
	}
	return Message{}, unverified("no signature is right")
}

// SignWebhook answers the headers of a message of your own, to test your receiver with.
func SignWebhook(secret, id string, body []byte, at time.Time) (http.Header, error) {
	timestamp := strconv.FormatInt(at.Unix(), 10)
	right, err := signature(secret, id, timestamp, body)
	headers := http.Header{}
	headers.Set("webhook-id", id)
	headers.Set("webhook-timestamp", timestamp)
	headers.Set("webhook-signature", right)
	return headers, err
}

func read(id string, body []byte) (Message, error) {
	message := Message{}
	err := json.Unmarshal(body, &message)
	if err != nil || message.Type == "" || message.Data == nil {
		return Message{}, unverified("the body is no message")
	}
	message.ID = id
	return message, nil
}

func signature(secret, id, timestamp string, body []byte) (string, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || len(key) == 0 {
		return "", unverified("the secret is none")
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)), nil
}

func unverified(why string) *Error {
	return &Error{Kind: WebhookVerification, cause: errors.New(why)}
}
