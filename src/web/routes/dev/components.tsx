import { pageOf } from 'notpanel/web/server/context.ts';
import type { LoaderArgs } from '../../page.ts';
import { Button } from '../../ui/button.tsx';

/** Shows every component in every state, to developers of the panel only. */
export function loader({ context }: LoaderArgs) {
  if (!pageOf(context).site.dev) throw new Response(null, { status: 404 });
  return null;
}

export default function Components() {
  return (
    <div className="page grid gap-8 py-12">
      <title>Components</title>
      <h1 className="text-3xl font-semibold">Components</h1>
      <section className="flex flex-wrap gap-3" aria-label="Button">
        <Button>Primary</Button>
        <Button kind="plain">Plain</Button>
        <Button kind="quiet">Quiet</Button>
        <Button kind="danger">Danger</Button>
        <Button disabled>Disabled</Button>
      </section>
    </div>
  );
}
