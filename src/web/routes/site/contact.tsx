import { data, redirect } from 'react-router';
import { isTicketKind, LONGEST, TICKET_KINDS, type TicketForm } from 'notpanel/support/index.ts';
import {
  HONEYPOT,
  reachedAt,
  sentText,
  STARTED,
  startedAt,
  takeContactForm,
  type ContactFaults,
  type ContactRefusal,
} from 'notpanel/web/server/contact-form.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { useFrame } from '../../frame.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A, useHref } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';

/** The form; `?kind=` and `?order=` say what it is about. */
export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const asked = new URL(request.url).searchParams;
  const kind = asked.get('kind') ?? '';
  return {
    kinds: TICKET_KINDS,
    longest: LONGEST,
    trap: { honeypot: HONEYPOT, started: STARTED, startedAt: startedAt(page) },
    operator: await reachedAt(page),
    first: {
      kind: isTicketKind(kind) ? kind : 'question',
      name: page.visitor?.name ?? '',
      email: page.visitor?.email ?? '',
      subject: '',
      order: (asked.get('order') ?? '').slice(0, 20),
      message: '',
    } satisfies TicketForm,
  };
}

export async function action({ request, context }: ActionArgs) {
  const sent = await request.formData();
  const answer = await takeContactForm(pageOf(context), sent);
  if ('path' in answer) return redirect(answer.path, 303);
  const status = answer.refusal === 'often' ? 429 : 422;
  // Who was refused for haste begins anew; who mistyped need not wait again.
  const started = answer.refusal === 'automatic' ? '' : sentText(sent, STARTED);
  return data({ ...answer, started }, { status });
}

type Given = PageProps<typeof loader, typeof action>;

export default function Contact({ loaderData, actionData }: Given) {
  const t = useText('contact');
  return (
    <div className="page py-12 md:py-20">
      <Head title={t('title')} description={t('description')} path="/contact" />
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <div className="mt-12 grid gap-14 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-20">
        <Form loaderData={loaderData} actionData={actionData} />
        <div className="grid content-start gap-10">
          <WhatHappens />
          <Operator {...loaderData.operator} />
        </div>
      </div>
    </div>
  );
}

function Form({ loaderData, actionData }: Pick<Given, 'loaderData' | 'actionData'>) {
  const { kinds, longest, trap, first } = loaderData;
  const t = useText('contact');
  const { visitor } = useFrame();
  const form = actionData?.form ?? first;
  const faults: ContactFaults = actionData?.faults ?? {};
  const names = ['kind', 'name', 'email', 'subject', 'order', 'message'] as const;
  const firstFault = names.find((name) => faults[name]);
  const common = (name: (typeof names)[number]) => ({
    name,
    label: t(`field.${name}`),
    error: faults[name] && t(`fault.${faults[name]}`, { field: name }),
    defaultValue: form[name],
    autoFocus: name === firstFault,
  });
  return (
    <form method="post" action={useHref('/contact')} noValidate className="grid gap-6">
      <Refusal refusal={actionData?.refusal} faults={faults} />
      <Trap {...trap} startedAt={actionData?.started || trap.startedAt} />
      <Select {...common('kind')} hint={t('kindHint')}>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind.${kind}`)}
          </option>
        ))}
      </Select>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field {...common('name')} autoComplete="name" maxLength={longest.name} required />
        <Field
          {...common('email')}
          type="email"
          autoComplete="email"
          inputMode="email"
          dir="ltr"
          maxLength={longest.email}
          readOnly={visitor !== null}
          hint={visitor ? t('emailHint') : undefined}
          required
        />
      </div>
      <div className="grid gap-6 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Field {...common('subject')} maxLength={longest.subject} required />
        <Field {...common('order')} placeholder="ord_17" dir="ltr" maxLength={20} />
      </div>
      <TextArea
        {...common('message')}
        rows={9}
        maxLength={longest.message}
        hint={t('messageHint')}
        required
      />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button size="large">{t('send')}</Button>
        <p className="text-sm text-soft">
          <A href="/privacy" className="underline underline-offset-3 hover:text-ink">
            {t('privacy')}
          </A>
        </p>
      </div>
    </form>
  );
}

/** What programs fill in, and when the form was given out; people see neither. */
function Trap({ honeypot, started, startedAt: at }: Given['loaderData']['trap']) {
  return (
    <>
      <input type="hidden" name={started} defaultValue={at} />
      <p hidden>
        <label>
          {useText('contact')('honeypot')}
          <input name={honeypot} tabIndex={-1} autoComplete="off" defaultValue="" />
        </label>
      </p>
    </>
  );
}

function Refusal({
  refusal,
  faults,
}: {
  refusal?: ContactRefusal | undefined;
  faults: ContactFaults;
}) {
  const t = useText('contact');
  if (refusal) return <Notice kind="wrong">{t(`refusal.${refusal}`)}</Notice>;
  const count = Object.keys(faults).length;
  return count === 0 ? null : <Notice kind="wrong">{t('faults', { count })}</Notice>;
}

function WhatHappens() {
  const t = useText('contact');
  return (
    <section>
      <h2 className="font-mono text-xs tracking-wide text-soft uppercase">{t('next.title')}</h2>
      <ol className="mt-4 grid gap-5 border-s border-line">
        {(['one', 'two', 'three'] as const).map((step) => (
          <li key={step} className="relative ps-6">
            <span
              aria-hidden="true"
              className="absolute -start-1 top-2 size-2 rounded-full bg-accent"
            />
            <p className="font-medium">{t(`next.${step}.title`)}</p>
            <p className="mt-0.5 text-sm text-soft">{t(`next.${step}.text`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

type OperatorFacts = Given['loaderData']['operator'];

function Operator({ name, address, email, phone }: OperatorFacts) {
  const t = useText('contact');
  return (
    <section>
      <h2 className="font-mono text-xs tracking-wide text-soft uppercase">{t('operator.title')}</h2>
      {name === undefined ? (
        <p className="mt-4 text-sm text-soft">{t('operator.unnamed')}</p>
      ) : (
        <address className="mt-4 grid gap-1 text-sm not-italic">
          <p className="font-medium">
            <bdi>{name}</bdi>
          </p>
          <p className="whitespace-pre-line text-soft">
            <bdi>{address}</bdi>
          </p>
          {email === undefined ? null : (
            <a href={`mailto:${email}`} className="w-fit underline underline-offset-3" dir="ltr">
              {email}
            </a>
          )}
          {phone === undefined ? null : (
            <bdi dir="ltr" className="w-fit text-soft">
              {phone}
            </bdi>
          )}
        </address>
      )}
    </section>
  );
}
