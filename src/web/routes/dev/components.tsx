import type { ReactNode } from 'react';
import { parseMoney, parseRate } from 'notpanel/lib/money.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import type { LoaderArgs } from '../../page.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/check.tsx';
import { Code } from '../../ui/code.tsx';
import { Contents } from '../../ui/contents.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ICONS, type IconName } from '../../ui/icons.ts';
import { Moment } from '../../ui/moment.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Pagination } from '../../ui/pagination.tsx';
import { PLATFORM_ICONS } from '../../ui/platform-icons.ts';
import { PlatformIcon, PlatformSprite } from '../../ui/platform-icon.tsx';
import { Prose } from '../../ui/prose.tsx';
import { ProveFirst } from '../../ui/prove-first.tsx';
import { Receipt, ReceiptLine, ReceiptTotal } from '../../ui/receipt.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { Status, type State } from '../../ui/status.tsx';
import { TextNote } from '../../ui/text-note.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { PriceNote } from '../../ui/price-note.tsx';
import { Price } from '../../ui/price.tsx';
import { RateLine } from '../../ui/rate-line.tsx';
import { BarChart } from '../../ui/bar-chart.tsx';
import { LineChart } from '../../ui/line-chart.tsx';
import { StepChart } from '../../ui/step-chart.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { WaitNotice } from '../../ui/wait-notice.tsx';

/** Shows every component in every state, to developers of the panel only. */
export function loader({ context }: LoaderArgs) {
  if (!pageOf(context).site.dev) throw new Response(null, { status: 404 });
  return null;
}

const STATES: readonly State[] = ['pending', 'running', 'completed', 'partial', 'canceled'];
const HEADINGS = ['First', 'Second', 'Third'].map((text) => ({ id: text, text, level: 2 }));
const RATES = [
  { at: new Date(Date.UTC(2026, 9, 1)), rate: parseRate('1') },
  { at: new Date(Date.UTC(2026, 10, 1)), rate: parseRate('1.5') },
];
const NOTICES = ['info', 'done', 'warning', 'wrong'] as const;

export default function Components() {
  return (
    <div className="page grid grid-cols-1 gap-12 py-12">
      <Head title="Components" description="Every component" path="/dev/components" hidden />
      <PageTitle over="For developers" lead="Every component in every state.">
        Components
      </PageTitle>
      <Part title="Buttons">
        <Button>Primary</Button>
        <Button kind="plain">Plain</Button>
        <Button kind="quiet">Quiet</Button>
        <Button kind="danger">Danger</Button>
        <Button disabled>Disabled</Button>
        <Button size="small">Small</Button>
        <Button size="large">Large</Button>
      </Part>
      <Part title="Fields">
        <Field label="E-mail" placeholder="you@example.com" className="w-72" />
        <Field label="With a hint" hint="10 to 10,000" className="w-72" />
        <Field label="Refused" defaultValue="3" error="At least 10" className="w-72" />
        <Field label="Disabled" defaultValue="as it is" disabled className="w-72" />
        <Select label="Platform" className="w-72">
          <option>All platforms</option>
          <option>Instagram</option>
        </Select>
        <TextArea label="Message" hint="At most 5,000 characters" />
        <FileField name="files" label="Files" hint="PNG or PDF" accept=".png,.pdf" multiple />
      </Part>
      <ListParts />
      <Part title="States">
        {STATES.map((state) => (
          <Status key={state} state={state}>
            {state}
          </Status>
        ))}
      </Part>
      <Part title="Notices">
        {NOTICES.map((kind) => (
          <Notice key={kind} kind={kind}>
            A notice of kind {kind}.
          </Notice>
        ))}
      </Part>
      <Part title="Receipt">
        <div className="w-80 rounded-lg border border-line bg-card p-5">
          <Receipt>
            <ReceiptLine label="Per 1,000">$0.5941</ReceiptLine>
            <ReceiptLine label="Units">2,500</ReceiptLine>
            <ReceiptTotal label="Charge">$1.48525</ReceiptTotal>
          </Receipt>
        </div>
      </Part>
      <Glyphs />
      <Part title="Code">
        <Code title="curl">curl -d action=balance https://panel.example/api/v2</Code>
      </Part>
      <Part title="Of a long text">
        <div className="w-72">
          <Contents headings={HEADINGS} />
        </div>
        <TextNote language="none" unfilled={['name']} />
      </Part>
      <Part title="Prose">
        <Prose html="<h2>A heading</h2><p>Text with a <a href='/'>link</a> and <code>code</code>.</p><ul><li>One</li><li>Two</li></ul>" />
      </Part>
      <Pagination page={2} pages={7} hrefOf={(page) => `/dev/components?page=${page}`} />
    </div>
  );
}

/** What long lists are made of. */
function ListParts() {
  return (
    <>
      <Part title="Account">
        <Moment at={new Date(Date.UTC(2026, 10, 23, 9, 5))} zone="Europe/Istanbul" />
        <WaitNotice wait={{ seconds: 8 }} />
        <WaitNotice wait={{ spent: true }} />
        <ProveFirst />
        <Section id="sample" title="A part of the settings" lead="What it is about.">
          <Field label="Name" name="sample" />
        </Section>
      </Part>
      <Part title="Boxes to tick">
        <div className="w-56">
          <Check count="375" defaultChecked>
            Instagram
          </Check>
          <Check count="12">TikTok</Check>
          <Check disabled>Disabled</Check>
        </div>
      </Part>
      <Part title="Chart of steps">
        <div className="w-80">
          <StepChart label="A price that rose once" width={100} height={50} line="M0 50H40V0H100" />
        </div>
      </Part>
      <Part title="Charts over time">
        <div className="grid w-80 gap-6">
          <BarChart
            label="Six calls, one of them wrong"
            bars={[
              { all: 2, bad: 0 },
              { all: 4, bad: 1 },
            ]}
          />
          <LineChart
            label="Durations that fell"
            lines={[
              { look: 'light', values: [9, 8, null, 6] },
              { look: 'main', values: [3, 2, null, 1] },
            ]}
          />
        </div>
      </Part>
      <Part title="Prices">
        <Price rate={parseRate('0.0231')} />
        <Price amount={parseMoney('1.48525')} className="text-2xl font-semibold" />
        <PriceNote />
        <RateLine rates={[{ at: new Date(0), rate: parseRate('1') }]} />
        <RateLine rates={RATES} />
        <CurrencyPicker />
      </Part>
      <Part title="Ledger">
        <Ledger />
      </Part>
    </>
  );
}

function Ledger() {
  return (
    <table className="ledger">
      <thead>
        <tr>
          <th scope="col">Service</th>
          <th scope="col" className="price">
            Per 1,000
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>Reel views</td>
          <td className="price">$6.07</td>
        </tr>
        <tr>
          <td>Post impressions</td>
          <td className="price">$4.10</td>
        </tr>
      </tbody>
    </table>
  );
}

function Glyphs() {
  return (
    <>
      <Part title="Icons">
        {(Object.keys(ICONS) as IconName[]).map((name) => (
          <Named key={name} name={name}>
            <Icon name={name} />
          </Named>
        ))}
      </Part>
      <Part title="Platforms">
        <PlatformSprite platforms={Object.keys(PLATFORM_ICONS)} />
        {Object.keys(PLATFORM_ICONS).map((name) => (
          <Named key={name} name={name}>
            <PlatformIcon platform={name} />
          </Named>
        ))}
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid grid-cols-1 gap-4">
      <h2 className="font-mono text-xs tracking-wide text-soft uppercase">{title}</h2>
      <div className="flex flex-wrap items-start gap-3">{children}</div>
    </section>
  );
}

function Named({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span className="grid w-24 justify-items-center gap-2 text-center text-xs text-soft">
      {children}
      {name}
    </span>
  );
}
