import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Button } from '../../../ui/button.tsx';
import { Mark } from '../../../ui/mark-service.tsx';

/** What somebody who is signed in keeps of a service. */
export type Own = { isFavourite: boolean; note: string | null };

type Props = { id: number; onSale: boolean; own: Own };

/** For whoever is signed in: the way to the order form, the star, and the note of their own. */
export function OwnService({ id, onSale, own: { isFavourite, note } }: Props) {
  const t = useText('newOrder');
  return (
    <div className="grid gap-2">
      {onSale ? (
        <Button as={A} href={`/dashboard/new?service=${id}`} size="large">
          {t('title')}
        </Button>
      ) : null}
      <div className="flex items-center gap-1 text-sm text-soft">
        <Mark
          service={id}
          intent={isFavourite ? 'unfavourite' : 'favourite'}
          label={t(isFavourite ? 'mark.unfavourite' : 'mark.favourite')}
        />
        <span>{t(isFavourite ? 'mark.isFavourite' : 'mark.favourite')}</span>
      </div>
      {note === null ? null : (
        <p dir="auto" className="border-s-2 border-edge ps-3 text-sm">
          {note}
        </p>
      )}
    </div>
  );
}
