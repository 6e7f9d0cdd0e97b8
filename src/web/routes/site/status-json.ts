import { readStatus } from 'notpanel/status/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import type { LoaderArgs } from '../../page.ts';

/** The status page for programs. Days without data are left out. */
export async function loader({ context }: LoaderArgs) {
  const { app } = pageOf(context);
  const { at, components, deliveries, incidents, notes } = await readStatus(
    app.db,
    new Date(app.clock.now()),
  );
  return Response.json({
    at: at.toISOString(),
    components: components.map((one) => ({
      component: one.component,
      state: one.state ?? 'no_data',
      checked_at: one.checkedAt?.toISOString() ?? null,
      took_ms: one.tookMs,
      minutes_measured: one.minutes,
      uptime_percent: one.uptimeBp === null ? null : one.uptimeBp / 100,
      days: one.days.flatMap((day) =>
        day
          ? [
              {
                day: day.at.toISOString().slice(0, 10),
                up: day.up,
                degraded: day.degraded,
                down: day.down,
              },
            ]
          : [],
      ),
    })),
    webhooks_last_hour: deliveries,
    incidents: incidents.map((one) => ({
      incident: one.id,
      component: one.component,
      worst: one.worst,
      opened_at: one.openedAt.toISOString(),
      closed_at: one.closedAt?.toISOString() ?? null,
      notes: one.notes.map(noted),
    })),
    notes: notes.map(noted),
  });
}

const noted = ({ at, text }: { at: Date; text: string }) => ({ at: at.toISOString(), text });
