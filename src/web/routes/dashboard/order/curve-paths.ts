import type { CurvePoint, DeliveryCurve } from 'notpanel/orders/index.ts';

type Box = { width: number; height: number };

/** SVG paths of a delivery, true to time: its steps, what lies under them, and the forecast. */
export function curvePaths(
  { points, until, forecast }: DeliveryCurve,
  quantity: number,
  { width, height }: Box,
): { line: string; area: string; dashed: string | null } {
  const from = points[0]?.at.getTime() ?? until.getTime();
  const end = forecast?.to.at.getTime() ?? until.getTime();
  const span = Math.max(1, end - from);
  const x = (at: Date) => round(Math.min(1, Math.max(0, (at.getTime() - from) / span)) * width);
  const y = (delivered: number) => round(height - (delivered / Math.max(1, quantity)) * height);
  const at = (point: CurvePoint) => `${x(point.at)} ${y(point.delivered)}`;
  const steps = points.slice(1).map((one) => `H${x(one.at)}V${y(one.delivered)}`);
  const line = `M0 ${y(points[0]?.delivered ?? 0)}${steps.join('')}H${x(until)}`;
  return {
    line,
    area: `${line}V${height}H0Z`,
    dashed: forecast && `M${at(forecast.from)}L${at(forecast.to)}`,
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
