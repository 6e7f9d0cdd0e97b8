import type { LinkNote } from 'notpanel/web/server/dashboard/new-order/price-view.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';

/** What should be known of the link before the click. */
export function LinkNotes({ notes }: { notes: readonly LinkNote[] }) {
  const t = useText('newOrder');
  if (notes.length === 0) return null;
  return (
    <ul aria-live="polite" className="grid gap-1.5 text-sm">
      {notes.map((note) => (
        <li
          key={note.key}
          className={
            note.key === 'plain' ? 'text-soft' : 'border-s-2 border-partial ps-2.5 text-partial'
          }
        >
          <Note note={note} />
        </li>
      ))}
    </ul>
  );

  function Note({ note }: { note: LinkNote }) {
    switch (note.key) {
      case 'plain':
        return t.rich('link.plain', {
          link: () => (
            <code dir="ltr" className="font-mono text-xs break-all text-ink select-all">
              {note.link}
            </code>
          ),
        });
      case 'otherKind':
        return t('link.otherKind', { is: note.is, wanted: note.wanted });
      case 'open':
        return t.rich(note.sameService ? 'link.openSame' : 'link.open', {
          id: note.order,
          a: (words) => (
            <A href={`/dashboard/orders/${note.order}`} className="font-medium underline">
              {words}
            </A>
          ),
        });
      case 'otherHost':
        return t('link.otherHost');
    }
  }
}
