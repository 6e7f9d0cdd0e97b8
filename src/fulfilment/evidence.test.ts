import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { balanceSays } from './balance-says.ts';
import { judge, type Evidence } from './evidence.ts';

type Piece = Pick<Evidence, 'kind' | 'verdict' | 'strong' | 'providerOrderId'>;

const weak = (kind: Piece['kind'], verdict: Piece['verdict']): Piece => ({
  kind,
  verdict,
  strong: false,
});
const strong = (kind: Piece['kind'], verdict: Piece['verdict'], id?: string): Piece => ({
  kind,
  verdict,
  strong: true,
  providerOrderId: id,
});

describe('evidence', () => {
  test('decides by one strong piece or two weak ones that agree', () => {
    assert.deepEqual(judge([]), { kind: 'open' });
    assert.deepEqual(judge([weak('balance', 'placed')]), { kind: 'open' });
    assert.deepEqual(judge([weak('balance', 'placed'), weak('start_count', 'placed')]), {
      kind: 'decided',
      verdict: 'placed',
      providerOrderId: null,
    });
    assert.deepEqual(judge([strong('repeat', 'placed', '77')]), {
      kind: 'decided',
      verdict: 'placed',
      providerOrderId: '77',
    });
  });

  test('that does not agree is for a person', () => {
    const contradiction = { kind: 'contradiction' };
    const unlike = [weak('balance', 'not_placed'), weak('duplicate_refusal', 'placed')];
    assert.deepEqual(judge(unlike), contradiction);
    assert.deepEqual(
      judge([strong('answer', 'placed', '1'), strong('repeat', 'not_placed')]),
      contradiction,
    );
  });

  test('that is strong outweighs what is weak, and a person outweighs all', () => {
    const answered = [weak('balance', 'not_placed'), strong('answer', 'placed', '77')];
    assert.equal(decided(answered), 'placed');
    assert.equal(decided([...answered, strong('operator', 'not_placed')]), 'not_placed');
  });
});

const decided = (pieces: Piece[]) => {
  const judgement = judge(pieces);
  return judgement.kind === 'decided' ? judgement.verdict : judgement.kind;
};

describe('a balance', () => {
  const even = { cost: 100_000_000n, quantity: 1_000, exchangeRate: 10n ** 9n };
  const says = (
    before: bigint,
    after: bigint,
    expected: Partial<typeof even> | { cost: null } = {},
  ) => balanceSays({ before, after }, { ...even, ...expected })?.verdict ?? null;

  test('that is the same says that nothing was placed', () => {
    assert.equal(says(5n, 5n), 'not_placed');
    assert.equal(says(5n, 5n, { cost: 0n }), null);
  });

  test('that fell by exactly the charge says that it was placed, any other says nothing', () => {
    assert.equal(says(300_000_000n, 200_000_000n), 'placed');
    assert.equal(says(300_000_000n, 199_999_999n), null);
    assert.equal(says(300_000_000n, 100_000_000n), null);
    assert.equal(says(300_000_000n, 400_000_000n), null);
    assert.equal(says(300_000_000n, 200_000_000n, { cost: null }), null);
  });

  test('in another currency is compared at the rate that the cost was made by', () => {
    // 0.33 of theirs per 1000 at 1.0837 is 0.357621, which is exact in micro-units.
    const exact = { cost: 357_621_000n, exchangeRate: 1_083_700_000n };
    assert.equal(says(10n ** 9n, 10n ** 9n - 330_000_000n, exact), 'placed');
    // 0.331 × 1.0837 = 0.3587047, rounded up to 0.358705 per 1000.
    const rounded = { cost: 358_705_000n, exchangeRate: 1_083_700_000n };
    assert.equal(says(10n ** 9n, 10n ** 9n - 331_000_000n, rounded), 'placed');
    assert.equal(says(10n ** 9n, 10n ** 9n - 330_998_000n, rounded), null);
  });
});
