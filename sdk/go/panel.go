// Package notpanel is a client for the API of a notpanel shop: exact amounts, typed errors, safe
// retries.
package notpanel

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"strings"
)

const mostIDs = 100 // the panel's limit for one call

// Panel is a shop, as the holder of a key sees it. It may be used by many goroutines.
type Panel struct{ transport *transport }

// Open a shop by its address, such as https://panel.example.
func Open(address, key string, options Options) *Panel {
	return &Panel{openTransport(address, key, options)}
}

// Order is what Add takes. What is needed depends on the type of the service; what is empty is not
// sent. Zero means something for pointers: see Number.
type Order struct {
	Service       int      `json:"service"`
	Link          string   `json:"link"`
	Quantity      int      `json:"quantity"`
	Runs          int      `json:"runs"`
	Interval      int      `json:"interval"`
	Keywords      []string `json:"keywords"`
	Comments      []string `json:"comments"`
	Usernames     []string `json:"usernames"`
	Hashtags      []string `json:"hashtags"`
	Hashtag       string   `json:"hashtag"`
	Username      string   `json:"username"`
	Media         string   `json:"media"`
	AnswerNumber  string   `json:"answer_number"`
	Groups        []string `json:"groups"`
	Min           int      `json:"min"`
	Max           int      `json:"max"`
	Delay         *int     `json:"delay"`
	Posts         *int     `json:"posts"`
	OldPosts      *int     `json:"old_posts"`
	Expiry        string   `json:"expiry"`
	Country       string   `json:"country"`
	Device        int      `json:"device"`
	TypeOfTraffic int      `json:"type_of_traffic"`
	GoogleKeyword string   `json:"google_keyword"`
	ReferringURL  string   `json:"referring_url"`
	Coupon        string   `json:"coupon"`
	RequestID     string   `json:"request_id"`
}

// Number for a field of an Order in which zero means something.
func Number(value int) *int { return &value }

// Services is everything on sale, at your own prices.
func (p *Panel) Services(ctx context.Context) ([]Service, error) {
	return call(ctx, p, "services", nil, whole[[]Service](""))
}

// Add places an order once: every repeat carries the same RequestID, yours or one that is made.
// The Error has it, too: with it you can ask for the same order again, a day later as well.
func (p *Panel) Add(ctx context.Context, order Order) (Placed, error) {
	if order.RequestID == "" {
		random := make([]byte, 16)
		if _, err := rand.Read(random); err != nil {
			return Placed{}, err
		}
		order.RequestID = hex.EncodeToString(random)
	}
	fields := formOf(order)
	fields.Set("action", "add")
	return send(ctx, p.transport, fields, func(a answer) (Placed, error) {
		id, err := field[ID]("order")(a.json)
		replayed := a.headers.Get("Idempotent-Replayed") == "true"
		return Placed{id, order.RequestID, replayed}, err
	})
}

// Status of one order.
func (p *Panel) Status(ctx context.Context, order ID) (Status, error) {
	return call(ctx, p, "status", url.Values{"order": {string(order)}}, whole[Status]("charge"))
}

// Statuses of any number of orders; one that is not yours has an error in its place.
func (p *Panel) Statuses(ctx context.Context, orders []ID) (map[ID]Outcome[Status], error) {
	return inParts(orders, func(part []ID) (map[ID]Outcome[Status], error) {
		fields := url.Values{"action": {"status"}, "orders": {join(part)}}
		return send(ctx, p.transport, fields, func(a answer) (map[ID]Outcome[Status], error) {
			rows, err := whole[map[string]json.RawMessage]("")(a.json)
			found := map[string]Outcome[Status]{}
			for id, row := range rows {
				if err == nil {
					it := map[string]json.RawMessage{"it": row}
					found[bare(id)], err = outcome[Status](it, "it", a.about)
				}
			}
			if err != nil {
				return nil, err
			}
			return byAsked(part, found)
		})
	})
}

// Refill asks for a refill and answers its id; while one is pending, that one's.
func (p *Panel) Refill(ctx context.Context, order ID) (ID, error) {
	return call(ctx, p, "refill", url.Values{"order": {string(order)}}, field[ID]("refill"))
}

// Refills of at most a hundred orders.
func (p *Panel) Refills(ctx context.Context, orders []ID) (map[ID]Outcome[ID], error) {
	return each[ID](ctx, p, "refill", "order", orders, "refill")
}

// RefillStatus is where a refill stands.
func (p *Panel) RefillStatus(ctx context.Context, refill ID) (Word, error) {
	return call(ctx, p, "refill_status", url.Values{"refill": {string(refill)}}, field[Word]("status"))
}

// RefillStatuses of any number of refills.
func (p *Panel) RefillStatuses(ctx context.Context, refills []ID) (map[ID]Outcome[Word], error) {
	return inParts(refills, func(part []ID) (map[ID]Outcome[Word], error) {
		return each[Word](ctx, p, "refill_status", "refill", part, "status")
	})
}

// Cancel asks to cancel; Status shows what came of it.
func (p *Panel) Cancel(ctx context.Context, order ID) error {
	fields := url.Values{"action": {"cancel"}, "order": {string(order)}}
	_, err := send(ctx, p.transport, fields, func(a answer) (ID, error) {
		if a.json[0] != '[' {
			return field[ID]("cancel")(a.json)
		}
		// The classic dialect answers with a list of one.
		var rows []map[string]json.RawMessage
		if err := json.Unmarshal(a.json, &rows); err != nil || len(rows) != 1 {
			return "", errMissing
		}
		found, err := outcome[ID](rows[0], "cancel", a.about)
		if err == nil && found.Err != nil {
			err = found.Err
		}
		return found.Value, err
	})
	return err
}

// Cancels at most a hundred orders; without an Err the wish was taken.
func (p *Panel) Cancels(ctx context.Context, orders []ID) (map[ID]Outcome[ID], error) {
	return each[ID](ctx, p, "cancel", "order", orders, "cancel")
}

// Balance of the wallet.
func (p *Panel) Balance(ctx context.Context) (Balance, error) {
	return call(ctx, p, "balance", nil, whole[Balance]("balance"))
}

// AddWebhook; without events you are told of everything.
func (p *Panel) AddWebhook(ctx context.Context, address string, events ...string) (IssuedWebhook, error) {
	fields := url.Values{"url": {address}}
	if len(events) > 0 {
		fields.Set("events", strings.Join(events, ","))
	}
	return call(ctx, p, "webhook.add", fields, whole[IssuedWebhook]("secret"))
}

// Webhooks of the account.
func (p *Panel) Webhooks(ctx context.Context) ([]WebhookEndpoint, error) {
	return call(ctx, p, "webhook.list", nil, whole[[]WebhookEndpoint](""))
}

// TestWebhook sends a test and answers the id that it carries.
func (p *Panel) TestWebhook(ctx context.Context, webhook ID) (string, error) {
	return call(ctx, p, "webhook.test", url.Values{"webhook": {string(webhook)}}, field[string]("message"))
}

// RemoveWebhook ends a webhook.
func (p *Panel) RemoveWebhook(ctx context.Context, webhook ID) error {
	_, err := call(ctx, p, "webhook.remove", url.Values{"webhook": {string(webhook)}}, field[ID]("webhook"))
	return err
}

func call[Value any](ctx context.Context, p *Panel, action string, fields url.Values, read func(json.RawMessage) (Value, error)) (Value, error) {
	if fields == nil {
		fields = url.Values{}
	}
	fields.Set("action", action)
	return send(ctx, p.transport, fields, func(a answer) (Value, error) { return read(a.json) })
}

func each[Value any](ctx context.Context, p *Panel, action, kind string, ids []ID, name string) (map[ID]Outcome[Value], error) {
	if len(ids) == 0 {
		return map[ID]Outcome[Value]{}, nil
	}
	fields := url.Values{"action": {action}, kind + "s": {join(ids)}}
	return send(ctx, p.transport, fields, func(a answer) (map[ID]Outcome[Value], error) {
		rows, err := whole[[]map[string]json.RawMessage]("")(a.json)
		found := map[string]Outcome[Value]{}
		for _, row := range rows {
			var id ID
			if err == nil {
				err = json.Unmarshal(row[kind], &id)
			}
			if err == nil {
				found[bare(string(id))], err = outcome[Value](row, name, a.about)
			}
		}
		if err != nil {
			return nil, err
		}
		return byAsked(ids, found)
	})
}

func inParts[Value any](ids []ID, ask func([]ID) (map[ID]Value, error)) (map[ID]Value, error) {
	all := make(map[ID]Value, len(ids))
	for start := 0; start < len(ids); start += mostIDs {
		end := start + mostIDs
		if end > len(ids) {
			end = len(ids)
		}
		part, err := ask(ids[start:end])
		if err != nil {
			return nil, err
		}
		for id, value := range part {
			all[id] = value
		}
	}
	return all, nil
}

func join(ids []ID) string {
	texts := make([]string, len(ids))
	for at, id := range ids {
		texts[at] = string(id)
	}
	return strings.Join(texts, ",")
}

// formOf writes what is not empty, under the names of the wire; lists have a line for each.
func formOf(order Order) url.Values {
	fields := url.Values{}
	value := reflect.ValueOf(order)
	for at := 0; at < value.NumField(); at++ {
		one := value.Field(at)
		if one.IsZero() {
			continue
		}
		name := value.Type().Field(at).Tag.Get("json")
		if list, ok := one.Interface().([]string); ok {
			fields.Set(name, strings.Join(list, "\n"))
		} else {
			fields.Set(name, fmt.Sprint(reflect.Indirect(one)))
		}
	}
	return fields
}
