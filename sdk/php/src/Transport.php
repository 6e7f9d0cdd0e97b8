<?php

declare(strict_types=1);

namespace Notpanel;

/**
 * Sends calls, repeats those that may be repeated, and throws typed errors.
 *
 * @internal
 */
final class Transport
{
    public const VERSION = '0.1.0';

    // A call that has the same outcome however often it arrives; of `add` the request_id sees to
    // that.
    private const REPEATABLE = [
        'services', 'status', 'refill_status', 'balance', 'webhook.list', 'add', 'cancel',
    ];
    private const COMMA_LISTS = ['orders', 'refills', 'events'];
    private const FIRST_PAUSE = 0.5;
    private const LONGEST_PAUSE = 8.0;

    private readonly string $url;
    private ?\CurlHandle $curl = null;

    public function __construct(
        string $url,
        #[\SensitiveParameter] private readonly string $key,
        private readonly float $timeout,
        private readonly int $retries,
        private readonly float $maxWait,
        private readonly \Closure $sleep,
        private readonly \Closure $random,
        private readonly \Closure $now,
    ) {
        $plain = rtrim($url, '/');
        $this->url = str_ends_with($plain, '/api/v2') ? $plain : "$plain/api/v2";
    }

    public function __debugInfo(): array
    {
        return ['url' => $this->url];
    }

    /** @param callable(mixed, array<string, string>, array<string, mixed>): mixed $read */
    public function send(array $fields, callable $read): mixed
    {
        for ($tried = 0; ; $tried++) {
            try {
                return $this->attempt($fields, $read);
            } catch (NotpanelError $error) {
                if ($tried >= $this->retries || !self::mayRepeat($error, $fields['action'])) {
                    throw $error;
                }
                $asked = $error instanceof ApiError ? $error->retryAfter ?? 0 : 0;
                $pause = min(self::FIRST_PAUSE * 2 ** $tried, self::LONGEST_PAUSE);
                // Half of it is chance: clients that failed together must not return together.
                $wait = $asked + $pause * (0.5 + ($this->random)() / 2);
                if ($wait > $this->maxWait) {
                    throw $error;
                }
                ($this->sleep)($wait);
            }
        }
    }

    private static function mayRepeat(NotpanelError $error, string $action): bool
    {
        if ($error instanceof RateLimitedError || $error instanceof UnavailableError) {
            return true; // nothing was done yet
        }
        if (!in_array($action, self::REPEATABLE, true)) {
            return false;
        }
        if ($error instanceof UnreadableAnswerError) {
            return $error->status === 200 || $error->status >= 500;
        }
        return $error instanceof NoAnswerError || $error instanceof ServerError;
    }

    private function attempt(array $fields, callable $read): mixed
    {
        $about = ['action' => $fields['action'], 'requestId' => $fields['request_id'] ?? null];
        [$status, $headers, $body] = $this->post($fields, $about);
        $about += ['status' => $status, 'callId' => $headers['x-request-id'] ?? null];
        try {
            $json = json_decode($body, true, flags: JSON_THROW_ON_ERROR);
            if (is_string($json['error'] ?? null)) {
                $wait = $this->retryAfter($status, $headers);
                throw ApiError::of($json['error'], $headers, [...$about, 'retryAfter' => $wait]);
            }
            if ($status !== 200) {
                throw new \TypeError('an error is missing');
            }
            return self::strictly(fn() => $read($json, $headers, $about));
        } catch (\JsonException | \TypeError | \ErrorException | \ArgumentCountError $error) {
            $start = preg_replace('/\s+/', ' ', substr($body, 0, 80));
            throw new UnreadableAnswerError("HTTP $status: $start", ...$about, previous: $error);
        }
    }

    /** A field that is missing is an error, not a warning. */
    private static function strictly(\Closure $read): mixed
    {
        set_error_handler(fn($kind, $text) => throw new \ErrorException($text));
        try {
            return $read();
        } finally {
            restore_error_handler();
        }
    }

    /** @return array{int, array<string, string>, string} */
    private function post(array $fields, array $about): array
    {
        $headers = [];
        $curl = $this->curl ??= curl_init();
        curl_reset($curl);
        curl_setopt_array($curl, [
            CURLOPT_URL => $this->url,
            CURLOPT_POSTFIELDS => self::form(['key' => $this->key, ...$fields]),
            CURLOPT_HTTPHEADER => ['Accept: application/json'],
            CURLOPT_USERAGENT => 'notpanel-php/' . self::VERSION,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_FOLLOWLOCATION => false, // the body carries the key
            CURLOPT_ENCODING => '',
            CURLOPT_TIMEOUT_MS => (int) ($this->timeout * 1000),
            CURLOPT_NOSIGNAL => true,
            CURLOPT_HEADERFUNCTION => function ($_, string $line) use (&$headers): int {
                [$name, $value] = explode(':', $line, 2) + [1 => ''];
                $headers[strtolower($name)] = trim($value);
                return strlen($line);
            },
        ]);
        $body = curl_exec($curl);
        if (is_string($body)) {
            return [curl_getinfo($curl, CURLINFO_RESPONSE_CODE), $headers, $body];
        }
        if (curl_errno($curl) === CURLE_OPERATION_TIMEDOUT) {
            throw new TimedOutError("No answer within $this->timeout s", ...$about);
        }
        throw new NoAnswerError('No answer came: ' . curl_error($curl), ...$about);
    }

    private static function form(array $fields): string
    {
        foreach ($fields as $name => $value) {
            if (is_array($value)) {
                $separator = in_array($name, self::COMMA_LISTS, true) ? ',' : "\n";
                $fields[$name] = implode($separator, $value);
            }
        }
        return http_build_query($fields, '', '&'); // leaves out what is null
    }

    /** Seconds. Both headers mean the same moment; the first needs no common clock. */
    private function retryAfter(int $status, array $headers): int|float|null
    {
        if (ctype_digit($headers['retry-after'] ?? '')) {
            return (int) $headers['retry-after'];
        }
        $reset = $headers['x-ratelimit-reset'] ?? null;
        return $status === 429 && $reset !== null ? max(0, (int) $reset - ($this->now)()) : null;
    }
}
