<?php

declare(strict_types=1);

// Speaks for the SDK: a call per line of JSON comes in, what it made of it goes out (see
// sdk/fixtures/README.md).

require __DIR__ . '/../autoload.php';

use Notpanel\Money;
use Notpanel\Panel;
use Notpanel\Webhook;

function perform(string $call, array $args, array $client, float $random, float $now, array &$waits): mixed
{
    if ($call === 'verify_webhook') {
        return Webhook::verify(...$args);
    }
    if ($call === 'sign_webhook') {
        return Webhook::sign(...$args);
    }
    if (str_starts_with($call, 'money.')) {
        return Money::{substr($call, 6)}(...array_values($args));
    }
    $panel = new Panel(
        url: $client['url'],
        key: $client['key'],
        timeout: $client['timeout'],
        retries: $client['retries'],
        maxWait: $client['max_wait'],
        sleep: function (float $seconds) use (&$waits): void {
            $waits[] = $seconds;
        },
        random: fn(): float => $random,
        now: fn(): float => $now,
    );
    $method = lcfirst(str_replace('_', '', ucwords($call, '_')));
    return $panel->$method(...($call === 'add' ? $args : array_values($args)));
}

function shown(mixed $value): mixed
{
    if ($value instanceof Throwable) {
        $fields = ['type' => (new ReflectionClass($value))->getShortName()];
        foreach (get_object_vars($value) as $name => $one) {
            $fields[strtolower(preg_replace('/[A-Z]/', '_$0', $name))] = $one;
        }
        return ['error' => [...$fields, 'message' => $value->getMessage()]];
    }
    return is_array($value) ? array_map(shown(...), $value) : $value;
}

while (($line = fgets(STDIN)) !== false) {
    $waits = [];
    try {
        $result = ['value' => shown(perform(...json_decode($line, true), waits: $waits))];
    } catch (Throwable $error) {
        $result = shown($error);
    }
    echo json_encode([...$result, 'waits' => $waits], JSON_THROW_ON_ERROR), "\n";
}
