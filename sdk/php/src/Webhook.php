<?php

declare(strict_types=1);

namespace Notpanel;

/** A message of the panel, by Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, in base64. */
final class Webhook
{
    private function __construct(
        /** The same whenever it is sent again: keep those that you have seen. */
        public readonly string $id,
        public readonly string $type,
        public readonly string $timestamp,
        public readonly array $data,
    ) {
    }

    /**
     * The message, if one of the secrets signed it within the last five minutes.
     *
     * @param string|list<string> $secrets
     * @param array<string, mixed> $headers `getallheaders()`, `$_SERVER`, or a PSR-7 message's
     * @param string $body what came, byte for byte: `file_get_contents('php://input')`
     * @throws WebhookVerificationError
     */
    public static function verify(
        #[\SensitiveParameter] string|array $secrets,
        array $headers,
        string $body,
        int $tolerance = 300,
        ?int $now = null,
    ): self {
        $given = [];
        foreach ($headers as $name => $value) {
            $plain = strtr(preg_replace('/^HTTP_/', '', strtoupper((string) $name)), '-', '_');
            $given[$plain] = is_array($value) ? reset($value) : $value;
        }
        $id = $given['WEBHOOK_ID'] ?? '';
        $timestamp = $given['WEBHOOK_TIMESTAMP'] ?? '';
        $signatures = $given['WEBHOOK_SIGNATURE'] ?? '';
        if ($id === '' || $timestamp === '' || $signatures === '') {
            throw new WebhookVerificationError('a header is missing');
        }
        if (!preg_match('/^\d{1,12}$/D', $timestamp)) {
            throw new WebhookVerificationError('the timestamp is none');
        }
        if (abs(($now ?? time()) - (int) $timestamp) > $tolerance) {
            throw new WebhookVerificationError('too old or too new');
        }
        foreach ((array) $secrets as $secret) {
            $right = self::signature($secret, $id, $timestamp, $body);
            foreach (explode(' ', $signatures) as $signature) {
                if (hash_equals($right, $signature)) {
                    return self::read($id, $body);
                }
            }
        }
        throw new WebhookVerificationError('no signature is right');
    }

    /**
     * The headers of a message of your own, to test your receiver with.
     *
     * @return array<string, string>
     */
    public static function sign(
        #[\SensitiveParameter] string $secret,
        string $id,
        string $body,
        ?int $timestamp = null,
    ): array {
        $at = (string) ($timestamp ?? time());
        return [
            'webhook-id' => $id,
            'webhook-timestamp' => $at,
            'webhook-signature' => self::signature($secret, $id, $at, $body),
        ];
    }

    private static function read(string $id, string $body): self
    {
        $message = json_decode($body, true);
        if (!isset($message['type'], $message['timestamp'], $message['data'])) {
            throw new WebhookVerificationError('the body is no message');
        }
        return new self($id, $message['type'], $message['timestamp'], $message['data']);
    }

    private static function signature(
        #[\SensitiveParameter] string $secret,
        string $id,
        string $timestamp,
        string $body,
    ): string {
        $key = base64_decode(preg_replace('/^whsec_/', '', $secret), true);
        if ($key === false || $key === '') {
            throw new WebhookVerificationError('the secret is none');
        }
        return 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    }
}
