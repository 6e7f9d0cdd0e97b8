import { useState } from 'react';
import { pageOf } from 'notpanel/web/server/context.ts';
import { useFrame } from '../../frame.ts';
import type { Handle, LoaderArgs } from '../../page.ts';
import { useText } from '../../text.ts';
import { Button } from '../../ui/button.tsx';
import { Head } from '../../ui/head.tsx';

export const handle: Handle = { live: ['nav'] };

/** A page that hydrates, so that tests see the ground of the dashboard: nonce, texts, navigation. */
export function loader({ context }: LoaderArgs) {
  if (!pageOf(context).site.dev) throw new Response(null, { status: 404 });
  return null;
}

export default function Live() {
  const [clicks, setClicks] = useState(0);
  const { locale } = useFrame();
  return (
    <div className="page grid justify-items-start gap-4 py-12">
      <Head title="Live" description="A page that hydrates" path="/dev/live" hidden />
      <h1 className="text-3xl font-semibold">{useText('nav')('services')}</h1>
      <Button onClick={() => setClicks(clicks + 1)}>
        {locale} {clicks}
      </Button>
    </div>
  );
}
