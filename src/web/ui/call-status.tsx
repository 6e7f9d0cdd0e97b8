import { Status } from './status.tsx';

/** How a call ended: its HTTP status, in the colour of a refusal also where that says 200. */
export function CallStatus({ status, failed }: { status: number; failed: boolean }) {
  const state = status >= 500 ? 'canceled' : failed || status >= 400 ? 'partial' : 'completed';
  return <Status state={state}>{String(status)}</Status>;
}
