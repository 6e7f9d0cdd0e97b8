// The driver speaks for the SDK: a call per line of JSON comes in, what it made of it goes out (see
// sdk/fixtures/README.md).
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"notpanel"
)

type request struct {
	Call   string
	Args   json.RawMessage
	Client struct {
		URL     string
		Key     string
		Timeout float64
		Retries int
		MaxWait float64 `json:"max_wait"`
	}
	Random float64
	Now    int64
}

type arguments struct {
	Order, Refill, Webhook notpanel.ID
	Orders, Refills        []notpanel.ID
	URL                    string
	Events                 []string
	A, B, Rate             string
	Quantity               int
	Secret, ID, Body       string
	Secrets                json.RawMessage
	Headers                map[string]string
	Now, Timestamp         int64
	Tolerance              float64
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var wish request
		if err := json.Unmarshal(lines.Bytes(), &wish); err != nil {
			panic(err)
		}
		waits := []float64{}
		value, err := perform(wish, &waits)
		told := map[string]any{"waits": waits, "value": value}
		if err != nil {
			told = map[string]any{"waits": waits, "error": fieldsOf(err)}
		}
		line, _ := json.Marshal(told)
		fmt.Println(string(line))
	}
}

func perform(wish request, waits *[]float64) (any, error) {
	if wish.Call == "add" {
		return open(wish, waits).Add(context.Background(), orderOf(wish.Args))
	}
	var args arguments
	if err := json.Unmarshal(wish.Args, &args); err != nil {
		panic(err)
	}
	if value, err, isPure := pure(wish, args); isPure {
		return value, err
	}
	panel, ctx := open(wish, waits), context.Background()
	switch wish.Call {
	case "services":
		return panel.Services(ctx)
	case "status":
		return panel.Status(ctx, args.Order)
	case "statuses":
		return outcomes(panel.Statuses(ctx, args.Orders))
	case "refill":
		return panel.Refill(ctx, args.Order)
	case "refills":
		return outcomes(panel.Refills(ctx, args.Orders))
	case "refill_status":
		return panel.RefillStatus(ctx, args.Refill)
	case "refill_statuses":
		return outcomes(panel.RefillStatuses(ctx, args.Refills))
	case "cancel":
		return nil, panel.Cancel(ctx, args.Order)
	case "cancels":
		found, err := panel.Cancels(ctx, args.Orders)
		taken := map[notpanel.ID]any{}
		for id, one := range found {
			taken[id] = true
			if one.Err != nil {
				taken[id] = map[string]any{"error": fieldsOf(one.Err)}
			}
		}
		return taken, err
	case "balance":
		return panel.Balance(ctx)
	case "add_webhook":
		return panel.AddWebhook(ctx, args.URL, args.Events...)
	case "webhooks":
		return panel.Webhooks(ctx)
	case "test_webhook":
		return panel.TestWebhook(ctx, args.Webhook)
	case "remove_webhook":
		return nil, panel.RemoveWebhook(ctx, args.Webhook)
	}
	panic("unknown call " + wish.Call)
}

func pure(wish request, args arguments) (any, error, bool) {
	a, b := notpanel.Decimal(args.A), notpanel.Decimal(args.B)
	switch wish.Call {
	case "money.add":
		value, err := notpanel.AddMoney(a, b)
		return value, err, true
	case "money.subtract":
		value, err := notpanel.SubtractMoney(a, b)
		return value, err, true
	case "money.compare":
		value, err := notpanel.CompareMoney(a, b)
		return value, err, true
	case "money.charge":
		value, err := notpanel.Charge(notpanel.Decimal(args.Rate), args.Quantity)
		return value, err, true
	case "sign_webhook":
		at := time.Unix(args.Timestamp, 0)
		if args.Timestamp == 0 {
			at = time.Now()
		}
		headers, err := notpanel.SignWebhook(args.Secret, args.ID, []byte(args.Body), at)
		plain := map[string]string{}
		for _, name := range []string{"webhook-id", "webhook-timestamp", "webhook-signature"} {
			plain[name] = headers.Get(name)
		}
		return plain, err, true
	case "verify_webhook":
		headers := http.Header{}
		for name, value := range args.Headers {
			headers.Set(name, value)
		}
		var secrets []string
		if json.Unmarshal(args.Secrets, &secrets) != nil {
			var one string
			_ = json.Unmarshal(args.Secrets, &one)
			secrets = []string{one}
		}
		tolerance := notpanel.Tolerance
		if args.Tolerance > 0 {
			tolerance = time.Duration(args.Tolerance) * time.Second
		}
		now := time.Unix(args.Now, 0)
		value, err := notpanel.VerifyWebhookAt(now, tolerance, headers, []byte(args.Body), secrets...)
		return value, err, true
	}
	return nil, nil, false
}

func open(wish request, waits *[]float64) *notpanel.Panel {
	retries := wish.Client.Retries
	if retries == 0 {
		retries = notpanel.NoRetries
	}
	return notpanel.Open(wish.Client.URL, wish.Client.Key, notpanel.Options{
		Timeout: time.Duration(wish.Client.Timeout * float64(time.Second)),
		Retries: retries,
		MaxWait: time.Duration(wish.Client.MaxWait * float64(time.Second)),
		Sleep: func(_ context.Context, pause time.Duration) error {
			*waits = append(*waits, pause.Seconds())
			return nil
		},
		Random: func() float64 { return wish.Random },
		Now:    func() time.Time { return time.Unix(wish.Now, 0) },
	})
}

// orderOf takes a text where the SDK takes a list of lines, and a number where it takes a text.
func orderOf(raw json.RawMessage) notpanel.Order {
	var fields map[string]any
	_ = json.Unmarshal(raw, &fields)
	for _, name := range []string{"keywords", "comments", "usernames", "hashtags", "groups"} {
		if text, ok := fields[name].(string); ok {
			fields[name] = []string{text}
		}
	}
	if number, ok := fields["answer_number"].(float64); ok {
		fields["answer_number"] = fmt.Sprint(number)
	}
	changed, _ := json.Marshal(fields)
	var order notpanel.Order
	if err := json.Unmarshal(changed, &order); err != nil {
		panic(err)
	}
	return order
}

func outcomes[Value any](found map[notpanel.ID]notpanel.Outcome[Value], err error) (any, error) {
	all := map[notpanel.ID]any{}
	for id, one := range found {
		all[id] = one.Value
		if one.Err != nil {
			all[id] = map[string]any{"error": fieldsOf(one.Err)}
		}
	}
	return all, err
}

func fieldsOf(err error) map[string]any {
	var failed *notpanel.Error
	if !errors.As(err, &failed) {
		return map[string]any{"type": "error", "message": err.Error()}
	}
	fields := map[string]any{"type": string(failed.Kind) + "Error", "message": failed.Error()}
	if failed.Kind == notpanel.WebhookVerification {
		fields["message"] = errors.Unwrap(failed).Error()
	}
	if failed.RetryAfter != nil {
		fields["retry_after"] = failed.RetryAfter.Seconds()
	}
	said := map[string]any{
		"text": failed.Text, "status": failed.Status, "action": failed.Action,
		"request_id": failed.RequestID, "call_id": failed.CallID, "parameter": failed.Parameter,
		"denied_by": failed.DeniedBy, "limit": failed.Limit, "reset_at": failed.ResetAt,
	}
	for name, value := range said {
		if value != "" && value != 0 && value != int64(0) {
			fields[name] = value
		}
	}
	return fields
}
