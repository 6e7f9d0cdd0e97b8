import { Failure } from '../../ui/failure.tsx';

/** Whatever is not a page. */
export function loader() {
  throw new Response(null, { status: 404 });
}

export default function Missing() {
  return <Failure status={404} />;
}
