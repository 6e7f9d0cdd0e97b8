package notpanel

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// Amounts are decimal strings, as the panel writes them. These count in whole units of 10⁻⁹.
const decimals = 9

var decimalForm = regexp.MustCompile(`^(-?)([0-9]+)(?:\.([0-9]{1,9}))?$`)

// AddMoney adds two amounts.
func AddMoney(a, b Decimal) (Decimal, error) {
	return combine(a, b, func(x, y *big.Int) *big.Int { return x.Add(x, y) })
}

// SubtractMoney takes b from a.
func SubtractMoney(a, b Decimal) (Decimal, error) {
	return combine(a, b, func(x, y *big.Int) *big.Int { return x.Sub(x, y) })
}

// CompareMoney answers -1, 0 or 1; amounts are equal however they are written.
func CompareMoney(a, b Decimal) (int, error) {
	x, err := parse(a)
	if err != nil {
		return 0, err
	}
	y, err := parse(b)
	if err != nil {
		return 0, err
	}
	return x.Cmp(y), nil
}

// Charge is what so many pieces cost at a rate per 1000, to the last digit.
func Charge(rate Decimal, quantity int) (Decimal, error) {
	x, err := parse(rate)
	if err != nil {
		return "", err
	}
	x.Mul(x, big.NewInt(int64(quantity)))
	return format(x.Div(x, big.NewInt(1000))), nil
}

func combine(a, b Decimal, by func(x, y *big.Int) *big.Int) (Decimal, error) {
	x, err := parse(a)
	if err != nil {
		return "", err
	}
	y, err := parse(b)
	if err != nil {
		return "", err
	}
	return format(by(x, y)), nil
}

func parse(text Decimal) (*big.Int, error) {
	match := decimalForm.FindStringSubmatch(string(text))
	if match == nil {
		return nil, fmt.Errorf("%q is not a decimal with at most %d digits", string(text), decimals)
	}
	padded := match[3] + strings.Repeat("0", decimals-len(match[3]))
	value, _ := new(big.Int).SetString(match[1]+match[2]+padded, 10)
	return value, nil
}

func format(value *big.Int) Decimal {
	sign := ""
	if value.Sign() < 0 {
		sign = "-"
	}
	digits := fmt.Sprintf("%0*s", decimals+1, new(big.Int).Abs(value).String())
	whole, fraction := digits[:len(digits)-decimals], digits[len(digits)-decimals:]
	return Decimal(sign + whole + "." + fraction[:2] + strings.TrimRight(fraction[2:], "0"))
}
