import type { ReadAction } from 'notpanel/developers/index.ts';
import { useFrame } from '../frame.ts';
import { useText } from '../text.ts';
import { A } from './a.tsx';
import { Button } from './button.tsx';
import { AnswerStatus } from './docs-sample.tsx';
import { Field } from './field.tsx';
import { Select } from './select.tsx';

/** A key of the reader's, as much of it as may be shown. */
export type ReaderKey = { id: number; name: string; hint: string };

/** What a call from the page was answered, or why it was not made. */
export type Tried = {
  action: ReadAction;
  id: string;
  error?: string;
  answer?: {
    status: number;
    reason: string;
    headers: readonly (readonly [name: string, value: string])[];
    html: string;
  };
};

type Props = { action: ReadAction; keys: readonly ReaderKey[]; tried: Tried | undefined };

const ID_FIELD: Partial<Record<ReadAction, 'order' | 'refill'>> = {
  status: 'order',
  refill_status: 'refill',
};

/** Runs a call that changes nothing, as one of the reader's own keys. */
export function DocsTry({ action, keys, tried }: Props) {
  const { visitor } = useFrame();
  const t = useText('docs');
  return (
    <section
      id={`try-${action}`}
      aria-label={t('try.title', { action })}
      className="rounded-lg border border-line bg-card p-4"
    >
      <h3 className="text-sm font-medium">{t('try.title', { action })}</h3>
      {visitor && keys.length > 0 ? (
        <TryForm action={action} keys={keys} tried={tried} />
      ) : (
        <p className="mt-1.5 text-sm text-soft">
          {t.rich(visitor ? 'try.makeKey' : 'try.signIn', {
            a: (text) => (
              <A
                href={visitor ? '/dashboard' : '/sign-in'}
                className="text-ink underline decoration-edge underline-offset-4"
              >
                {text}
              </A>
            ),
          })}
        </p>
      )}
      {tried?.answer ? <TriedAnswer answer={tried.answer} /> : null}
    </section>
  );
}

function TryForm({ action, keys, tried }: Props) {
  const t = useText('docs');
  const idField = ID_FIELD[action];
  return (
    <form method="post" action={`#try-${action}`} className="mt-3 grid gap-3">
      <input type="hidden" name="action" value={action} />
      <Select label={t('try.key')} name="key_id">
        {keys.map(({ id, name, hint }) => (
          <option key={id} value={id}>
            {`${hint}… · ${name}`}
          </option>
        ))}
      </Select>
      {idField === undefined ? null : (
        <Field
          label={t(`try.${idField}`)}
          name="id"
          dir="ltr"
          required
          maxLength={40}
          defaultValue={tried?.id}
          error={tried?.error}
        />
      )}
      <div className="flex items-center justify-between gap-3">
        <p className="text-xs text-soft">{t('try.note')}</p>
        <Button size="small" kind="plain">
          {t('try.run')}
        </Button>
      </div>
    </form>
  );
}

function TriedAnswer({ answer }: { answer: NonNullable<Tried['answer']> }) {
  return (
    <div role="status" className="mt-4 border-t border-line pt-3">
      <AnswerStatus status={answer.status} reason={answer.reason} />
      <dl dir="ltr" className="mt-3 font-mono text-xs/6">
        {answer.headers.map(([name, value]) => (
          <div key={name} className="flex flex-wrap gap-x-2">
            <dt className="text-soft">{`${name}:`}</dt>
            <dd className="break-all">{value}</dd>
          </div>
        ))}
      </dl>
      <pre
        tabIndex={0}
        dir="ltr"
        className="docs-code mt-2 max-h-80 overflow-auto text-start font-mono text-[12.5px]/6"
      >
        <code dangerouslySetInnerHTML={{ __html: answer.html }} />
      </pre>
    </div>
  );
}
