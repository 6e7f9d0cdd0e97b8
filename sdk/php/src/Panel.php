<?php

declare(strict_types=1);

namespace Notpanel;

/** A shop, as the holder of a key sees it. */
final class Panel
{
    private const MOST_IDS = 100; // the panel's limit for one call

    private readonly Transport $transport;

    /**
     * @param float $timeout seconds for one try
     * @param int $retries how often a call is repeated at most
     * @param float $maxWait a longer wait is yours to decide on: the error is thrown; seconds
     * @param ?\Closure $sleep these three are for tests
     */
    public function __construct(
        string $url,
        #[\SensitiveParameter] string $key,
        float $timeout = 30,
        int $retries = 3,
        float $maxWait = 65,
        ?\Closure $sleep = null,
        ?\Closure $random = null,
        ?\Closure $now = null,
    ) {
        $this->transport = new Transport(
            $url,
            $key,
            $timeout,
            $retries,
            $maxWait,
            $sleep ?? fn(float $seconds) => usleep((int) ($seconds * 1e6)),
            $random ?? fn(): float => random_int(0, 1_000_000) / 1e6,
            $now ?? fn(): float => microtime(true),
        );
    }

    /**
     * Everything on sale, at your own prices.
     *
     * @return list<Service>
     */
    public function services(): array
    {
        return $this->send('services', [], fn($json) => array_map(Service::read(...), $json));
    }

    /**
     * Places an order once: every repeat carries the same `request_id`. What is needed depends on
     * the service's type. When it throws, the error's `requestId` lets you ask for the same order
     * again, a day later as well.
     */
    public function add(
        int $service,
        ?string $link = null,
        ?int $quantity = null,
        ?int $runs = null,
        ?int $interval = null,
        array|string|null $keywords = null,
        array|string|null $comments = null,
        array|string|null $usernames = null,
        array|string|null $hashtags = null,
        ?string $hashtag = null,
        ?string $username = null,
        ?string $media = null,
        string|int|null $answer_number = null,
        array|string|null $groups = null,
        ?int $min = null,
        ?int $max = null,
        ?int $delay = null,
        ?int $posts = null,
        ?int $old_posts = null,
        ?string $expiry = null,
        ?string $country = null,
        ?int $device = null,
        ?int $type_of_traffic = null,
        ?string $google_keyword = null,
        ?string $referring_url = null,
        ?string $coupon = null,
        ?string $request_id = null,
    ): Placed {
        $request_id ??= bin2hex(random_bytes(16));
        return $this->transport->send(
            ['action' => 'add', ...get_defined_vars()],
            fn($json, $headers) => new Placed(
                order: Read::id($json['order']),
                request_id: $request_id,
                replayed: ($headers['idempotent-replayed'] ?? '') === 'true',
            ),
        );
    }

    public function status(string|int $order): OrderStatus
    {
        return $this->send('status', ['order' => $order], OrderStatus::read(...));
    }

    /**
     * Any number of orders; one that is not yours has an error in its place.
     *
     * @param list<string|int> $orders
     * @return array<string|int, OrderStatus|ApiError>
     */
    public function statuses(array $orders): array
    {
        return self::inParts($orders, fn($part) => $this->transport->send(
            ['action' => 'status', 'orders' => $part],
            function ($json, $_, $about) use ($part) {
                $found = [];
                foreach ($json as $id => $it) {
                    $read = Read::outcome(['it' => $it], 'it', OrderStatus::read(...), $about);
                    $found[] = [$id, $read];
                }
                return Read::inOrder($part, $found);
            },
        ));
    }

    /** Asks for a refill and answers its id; while one is pending, that one's. */
    public function refill(string|int $order): string
    {
        return $this->send('refill', ['order' => $order], fn($json) => Read::id($json['refill']));
    }

    /**
     * @param list<string|int> $orders
     * @return array<string|int, string|ApiError>
     */
    public function refills(array $orders): array
    {
        return $this->each('refill', 'order', $orders, 'refill', Read::id(...));
    }

    public function refillStatus(string|int $refill): string
    {
        $fields = ['refill' => $refill];
        return $this->send('refill_status', $fields, fn($json) => Read::word($json['status']));
    }

    /**
     * @param list<string|int> $refills
     * @return array<string|int, string|ApiError>
     */
    public function refillStatuses(array $refills): array
    {
        return self::inParts(
            $refills,
            fn($part) => $this->each('refill_status', 'refill', $part, 'status', Read::word(...)),
        );
    }

    /** Asks to cancel; `status` shows what came of it. */
    public function cancel(string|int $order): void
    {
        $fields = ['action' => 'cancel', 'order' => $order];
        $this->transport->send($fields, function ($json, $_, $about) {
            // The classic dialect answers with a list of one.
            $row = array_is_list($json) ? $json[0] : $json;
            $outcome = Read::outcome($row, 'cancel', Read::id(...), $about);
            if ($outcome instanceof ApiError) {
                throw $outcome;
            }
        });
    }

    /**
     * True where the wish was taken.
     *
     * @param list<string|int> $orders
     * @return array<string|int, true|ApiError>
     */
    public function cancels(array $orders): array
    {
        $taken = fn($json) => Read::id($json) !== '';
        return $this->each('cancel', 'order', $orders, 'cancel', $taken);
    }

    public function balance(): Balance
    {
        return $this->send('balance', [], Balance::read(...));
    }

    /** Without `events` you are told of everything. */
    public function addWebhook(string $url, ?array $events = null): IssuedWebhook
    {
        $fields = ['url' => $url, 'events' => $events];
        return $this->send('webhook.add', $fields, IssuedWebhook::read(...));
    }

    /** @return list<WebhookEndpoint> */
    public function webhooks(): array
    {
        return $this->send('webhook.list', [], fn($json) => array_map(WebhookEndpoint::read(...), $json));
    }

    /** Sends a test and answers the id that it carries. */
    public function testWebhook(string|int $webhook): string
    {
        return $this->send('webhook.test', ['webhook' => $webhook], fn($json) => $json['message']);
    }

    public function removeWebhook(string|int $webhook): void
    {
        $fields = ['webhook' => $webhook];
        $this->send('webhook.remove', $fields, fn($json) => Read::id($json['webhook']));
    }

    private function send(string $action, array $fields, callable $read): mixed
    {
        return $this->transport->send(['action' => $action, ...$fields], fn($json) => $read($json));
    }

    private function each(string $action, string $kind, array $ids, string $name, callable $read): array
    {
        return $ids === [] ? [] : $this->transport->send(
            ['action' => $action, "{$kind}s" => $ids],
            fn($json, $_, $about) => Read::inOrder($ids, array_map(
                fn(array $row) => [$row[$kind], Read::outcome($row, $name, $read, $about)],
                $json,
            )),
        );
    }

    private static function inParts(array $ids, callable $ask): array
    {
        $all = [];
        foreach (array_chunk($ids, self::MOST_IDS) as $part) {
            $all += $ask($part);
        }
        return $all;
    }
}
