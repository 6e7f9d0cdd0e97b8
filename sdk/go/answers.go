package notpanel

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// What the panel answers is read the same from either dialect.

// ID is ord_23501, ref_17 or wh_3; with a key of the classic dialect the number alone.
type ID string

// Decimal is an exact amount.
type Decimal string

// Count is a whole number of pieces, runs or minutes.
type Count int64

// Word is a status: pending, in_progress, completed.
type Word string

// Service is on sale; Rate is your own price per 1000.
type Service struct {
	Service     Count   `json:"service"`
	Name        string  `json:"name"`
	Type        string  `json:"type"`
	Category    string  `json:"category"`
	Rate        Decimal `json:"rate"`
	Min         Count   `json:"min"`
	Max         Count   `json:"max"`
	Refill      bool    `json:"refill"`
	Cancel      bool    `json:"cancel"`
	Dripfeed    bool    `json:"dripfeed"`
	Description string  `json:"description"`
	AverageTime *Count  `json:"average_time"` // minutes, measured
	Delivery    string  `json:"delivery"`
}

// Placed is an order. Replayed: it was there already, nothing was placed and nothing charged.
type Placed struct {
	Order     ID     `json:"order"`
	RequestID string `json:"request_id"`
	Replayed  bool   `json:"replayed"`
}

// Status of an order. Runs is of a drip-feed, Posts and Expiry of a subscription, Orders of both.
type Status struct {
	Status     Word    `json:"status"`
	Charge     Decimal `json:"charge"`
	StartCount Count   `json:"start_count"`
	Remains    Count   `json:"remains"`
	Currency   string  `json:"currency"`
	Runs       *Count  `json:"runs,omitempty"`
	Posts      *Count  `json:"posts,omitempty"`
	Expiry     *string `json:"expiry,omitempty"`
	Orders     []ID    `json:"orders,omitempty"`
}

// Balance of the wallet.
type Balance struct {
	Balance  Decimal `json:"balance"`
	Currency string  `json:"currency"`
}

// IssuedWebhook has the secret, which is shown this once.
type IssuedWebhook struct {
	Webhook ID     `json:"webhook"`
	Secret  string `json:"secret"`
}

// WebhookEndpoint is active, failing or disabled.
type WebhookEndpoint struct {
	Webhook ID       `json:"webhook"`
	URL     string   `json:"url"`
	Events  []string `json:"events"`
	Status  Word     `json:"status"`
	Reason  *string  `json:"reason"`
}

func (id *ID) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	if text == "" || strings.ContainsAny(text, `.{[\"`) || text == "null" || text == "true" {
		return fmt.Errorf("%s is no id", raw)
	}
	*id = ID(text)
	return nil
}

func (decimal *Decimal) UnmarshalJSON(raw []byte) error {
	if !wireDecimal.Match(raw) {
		return fmt.Errorf("%s is no amount", raw)
	}
	*decimal = Decimal(raw[1 : len(raw)-1])
	return nil
}

var wireDecimal = regexp.MustCompile(`^"-?[0-9]+(\.[0-9]+)?"$`)

func (count *Count) UnmarshalJSON(raw []byte) error {
	value, err := strconv.ParseInt(strings.Trim(string(raw), `"`), 10, 64)
	*count = Count(value)
	return err
}

// UnmarshalJSON reads `In progress` as in_progress.
func (word *Word) UnmarshalJSON(raw []byte) error {
	var text string
	err := json.Unmarshal(raw, &text)
	*word = Word(strings.ReplaceAll(strings.ToLower(text), " ", "_"))
	return err
}

var errMissing = errors.New("something is missing")

// field reads one field, which must be there.
func field[Value any](name string) func(json.RawMessage) (Value, error) {
	return func(raw json.RawMessage) (Value, error) {
		var row map[string]json.RawMessage
		var value Value
		if err := json.Unmarshal(raw, &row); err != nil {
			return value, err
		}
		if row[name] == nil {
			return value, errMissing
		}
		return value, json.Unmarshal(row[name], &value)
	}
}

// whole reads an object or a list; first is a field that every such object has.
func whole[Value any](first string) func(json.RawMessage) (Value, error) {
	return func(raw json.RawMessage) (Value, error) {
		var value Value
		if string(raw) == "null" {
			return value, errMissing
		}
		if first != "" {
			if _, err := field[json.RawMessage](first)(raw); err != nil {
				return value, err
			}
		}
		return value, json.Unmarshal(raw, &value)
	}
}

// Outcome of one id of a batch: what came of it, or why nothing did.
type Outcome[Value any] struct {
	Value Value
	Err   *Error
}

// outcome is a field of a batch's row, or the error that stands beside it or in its place.
func outcome[Value any](row map[string]json.RawMessage, name string, about Error) (Outcome[Value], error) {
	var found Outcome[Value]
	var failed struct{ Error *string }
	if row["error"] != nil {
		if err := json.Unmarshal(row["error"], &failed.Error); err != nil {
			return found, err
		}
	} else if row[name] == nil {
		return found, errMissing
	} else if row[name][0] == '{' {
		if err := json.Unmarshal(row[name], &failed); err != nil {
			return found, err
		}
	}
	if failed.Error != nil {
		found.Err = errorOf(*failed.Error, about, nil)
		return found, nil
	}
	return found, json.Unmarshal(row[name], &found.Value)
}

// byAsked holds what became of each id, under the writing in which it was asked for.
func byAsked[Value any](asked []ID, found map[string]Value) (map[ID]Value, error) {
	all := make(map[ID]Value, len(asked))
	for _, one := range asked {
		value, ok := found[bare(string(one))]
		if !ok {
			return nil, fmt.Errorf("nothing is said of %s", one)
		}
		all[one] = value
	}
	return all, nil
}

var idForm = regexp.MustCompile(`^(?:ord_|ref_)?0*([0-9]+)$`)

// bare makes one of ord_7, 7 and 007.
func bare(written string) string {
	return idForm.ReplaceAllString(written, "$1")
}
