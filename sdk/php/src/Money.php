<?php

declare(strict_types=1);

namespace Notpanel;

/** Amounts are decimal strings, as the panel writes them. These count in whole units of 10⁻⁹. */
final class Money
{
    private const DECIMALS = 9;
    private const RATE_DECIMALS = 6;

    public static function add(string $a, string $b): string
    {
        return self::format(self::parse($a) + self::parse($b));
    }

    public static function subtract(string $a, string $b): string
    {
        return self::format(self::parse($a) - self::parse($b));
    }

    /** -1 where $a is less, 0 where they are equal however they are written, 1 where it is more. */
    public static function compare(string $a, string $b): int
    {
        return self::parse($a) <=> self::parse($b);
    }

    /** What so many pieces cost at a rate per 1000, to the last digit. */
    public static function charge(string $rate, int $quantity): string
    {
        return self::format(self::parse($rate, self::RATE_DECIMALS) * $quantity);
    }

    private static function parse(string $text, int $decimals = self::DECIMALS): int
    {
        if (!preg_match('/^(-?\d{1,9})(?:\.(\d{1,' . $decimals . '}))?$/D', $text, $match)) {
            throw new \RangeException("$text is not a decimal with at most $decimals digits");
        }
        return (int) ($match[1] . str_pad($match[2] ?? '', $decimals, '0'));
    }

    /** What no integer holds has become a float on the way. */
    private static function format(int|float $value): string
    {
        if (!is_int($value)) {
            throw new \RangeException('The amount is too large');
        }
        $digits = str_pad(ltrim((string) $value, '-'), self::DECIMALS + 1, '0', STR_PAD_LEFT);
        $whole = substr($digits, 0, -self::DECIMALS);
        $fraction = substr($digits, -self::DECIMALS);
        $rest = rtrim(substr($fraction, 2), '0');
        return ($value < 0 ? '-' : '') . "$whole." . substr($fraction, 0, 2) . $rest;
    }
}
