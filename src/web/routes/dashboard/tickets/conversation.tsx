import type { ShownTicket } from 'notpanel/web/server/dashboard/shown-ticket.ts';
import { useFrame } from '../../../frame.ts';
import { useText } from '../../../text.ts';
import { A, useHref } from '../../../ui/a.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Moment } from '../../../ui/moment.tsx';

type Message = ShownTicket['messages'][number];

/** What was said, oldest first, with the files that came along. */
export function Conversation({ ticket, zone }: { ticket: ShownTicket; zone: string }) {
  return (
    <ol className="grid gap-4">
      {ticket.messages.map((message) => (
        <Said key={message.id} message={message} reference={ticket.reference} zone={zone} />
      ))}
    </ol>
  );
}

type Props = { message: Message; reference: string; zone: string };

function Said({ message, reference, zone }: Props) {
  const { author, body, at, due, files } = message;
  const { site } = useFrame();
  const t = useText('tickets');
  const isOurs = author !== 'writer';
  return (
    <li
      className={`rounded-lg border p-4 sm:p-5 ${isOurs ? 'border-edge bg-card' : 'border-line bg-sunken'}`}
    >
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm">
        <span className="font-medium">{isOurs ? site.name : t('you')}</span>
        <span className="text-xs text-soft">
          <Moment at={at} zone={zone} />
        </span>
      </p>
      <p className="mt-2.5 text-sm/6 wrap-anywhere whitespace-pre-wrap" dir="auto">
        {body}
      </p>
      {files.length === 0 ? null : (
        <ul className="mt-4 flex flex-wrap gap-3">
          {files.map((file) => (
            <Attached key={file.id} file={file} reference={reference} />
          ))}
        </ul>
      )}
      {due === null ? null : (
        <p className="mt-3 border-t border-dashed border-edge pt-3 text-xs text-soft">
          {t(at <= due ? 'goalMet' : 'goalMissed')} <Moment at={due} zone={zone} />
        </p>
      )}
    </li>
  );
}

function Attached({ file, reference }: { file: Message['files'][number]; reference: string }) {
  const { id, name, type, bytes, isGone } = file;
  const t = useText('tickets');
  const href = `/dashboard/tickets/${reference}/files/${id}`;
  const source = useHref(href);
  if (isGone) {
    return (
      <li className="text-xs text-soft">
        <bdi>{name}</bdi> · {t('files.gone')}
      </li>
    );
  }
  return (
    <li className="max-w-full">
      <A
        href={href}
        download
        className="grid max-w-full gap-2 rounded-md border border-line bg-paper p-2 text-xs hover:border-edge"
      >
        {type === 'image/png' ? (
          <img src={source} alt="" loading="lazy" className="h-28 w-44 rounded-sm object-cover" />
        ) : null}
        <span className="flex max-w-44 items-center gap-1.5">
          <Icon name="file" className="size-4 shrink-0 text-soft" />
          <bdi className="truncate font-medium">{name}</bdi>
          <span className="shrink-0 text-soft">
            {t('files.size', { kb: Math.max(1, Math.round(bytes / 1_024)) })}
          </span>
        </span>
      </A>
    </li>
  );
}
