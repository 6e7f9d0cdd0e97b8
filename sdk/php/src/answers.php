<?php

declare(strict_types=1);

namespace Notpanel;

// What the panel answers, read the same from either dialect: ids are texts, amounts decimal
// strings, counts integers. What has another type than its property is a TypeError.

final class Service
{
    public function __construct(
        public readonly int $service,
        public readonly string $name,
        public readonly string $type,
        public readonly string $category,
        /** Your own price per 1000. */
        public readonly string $rate,
        public readonly int $min,
        public readonly int $max,
        public readonly bool $refill,
        public readonly bool $cancel,
        public readonly bool $dripfeed,
        public readonly string $description,
        /** Minutes, measured. */
        public readonly ?int $average_time,
        /** How it is delivered. */
        public readonly string $delivery,
    ) {
    }

    public static function read(array $row): self
    {
        return new self(
            service: Read::count($row['service']),
            name: $row['name'],
            type: $row['type'],
            category: $row['category'],
            rate: Read::decimal($row['rate']),
            min: Read::count($row['min']),
            max: Read::count($row['max']),
            refill: $row['refill'],
            cancel: $row['cancel'],
            dripfeed: $row['dripfeed'],
            description: $row['description'],
            average_time: $row['average_time'],
            delivery: $row['delivery'],
        );
    }
}

final class Placed
{
    public function __construct(
        public readonly string $order,
        /** What was sent, or made for you. */
        public readonly string $request_id,
        /** The order was there already: nothing was placed, nothing charged. */
        public readonly bool $replayed,
    ) {
    }
}

final class OrderStatus
{
    public function __construct(
        public readonly string $status,
        public readonly string $charge,
        public readonly int $start_count,
        public readonly int $remains,
        public readonly string $currency,
        /** Of a drip-feed. */
        public readonly ?int $runs = null,
        /** Of a subscription. */
        public readonly ?int $posts = null,
        public readonly ?string $expiry = null,
        /** What a drip-feed or a subscription has ordered. */
        public readonly ?array $orders = null,
    ) {
    }

    public static function read(array $row): self
    {
        return new self(
            status: Read::word($row['status']),
            charge: Read::decimal($row['charge']),
            start_count: Read::count($row['start_count']),
            remains: Read::count($row['remains']),
            currency: $row['currency'],
            runs: isset($row['runs']) ? Read::count($row['runs']) : null,
            posts: isset($row['posts']) ? Read::count($row['posts']) : null,
            expiry: $row['expiry'] ?? null,
            orders: isset($row['orders']) ? array_map(Read::id(...), $row['orders']) : null,
        );
    }
}

final class Balance
{
    public function __construct(
        public readonly string $balance,
        public readonly string $currency,
    ) {
    }

    public static function read(array $row): self
    {
        return new self(Read::decimal($row['balance']), $row['currency']);
    }
}

final class IssuedWebhook
{
    public function __construct(
        public readonly string $webhook,
        /** Shown this once. */
        public readonly string $secret,
    ) {
    }

    public static function read(array $row): self
    {
        return new self(Read::id($row['webhook']), $row['secret']);
    }
}

final class WebhookEndpoint
{
    public function __construct(
        public readonly string $webhook,
        public readonly string $url,
        public readonly array $events,
        public readonly string $status,
        public readonly ?string $reason,
    ) {
    }

    public static function read(array $row): self
    {
        return new self(
            Read::id($row['webhook']),
            $row['url'],
            $row['events'],
            $row['status'],
            $row['reason'],
        );
    }
}

/** @internal */
final class Read
{
    public static function id(mixed $json): string
    {
        if (is_int($json) || (is_string($json) && $json !== '')) {
            return (string) $json;
        }
        throw new \TypeError('an id is missing');
    }

    public static function count(mixed $json): int
    {
        return is_string($json) && ctype_digit($json) ? (int) $json : $json;
    }

    public static function decimal(mixed $json): string
    {
        if (is_string($json) && preg_match('/^-?\d+(\.\d+)?$/D', $json)) {
            return $json;
        }
        throw new \TypeError('an amount is missing');
    }

    /** `In progress` is `in_progress`. */
    public static function word(string $json): string
    {
        return str_replace(' ', '_', strtolower($json));
    }

    /** A field of a batch's row, or the error that stands beside it or in its place. */
    public static function outcome(array $row, string $name, callable $read, array $about): mixed
    {
        $failed = $row['error'] ?? $row[$name]['error'] ?? null;
        return $failed === null ? $read($row[$name]) : ApiError::of($failed, [], $about);
    }

    /**
     * What became of each id, in the order and the writing in which they were asked for.
     *
     * @param list<string|int> $asked
     * @param list<array{mixed, mixed}> $found
     */
    public static function inOrder(array $asked, array $found): array
    {
        $byNumber = [];
        foreach ($found as [$id, $value]) {
            $byNumber[self::bare(self::id($id))] = $value;
        }
        $all = [];
        foreach ($asked as $id) {
            $all[$id] = $byNumber[self::bare((string) $id)]
                ?? throw new \TypeError("nothing is said of $id");
        }
        return $all;
    }

    /** `ord_7`, `7` and `007` are one order. */
    private static function bare(string $written): string
    {
        return preg_replace('/^(?:ord_|ref_)?0*(?=\d+$)/', '', $written);
    }
}
