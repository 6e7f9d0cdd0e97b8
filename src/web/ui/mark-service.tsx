import { useFrame } from '../frame.ts';
import { useHref } from './a.tsx';

type Props = {
  service: number;
  intent: 'favourite' | 'unfavourite';
  /** For whoever does not see the star. */
  label: string;
};

/** A star to make a service a favourite, or no more; the page comes back as it was. */
export function Mark({ service, intent, label }: Props) {
  const { path } = useFrame();
  const isOn = intent === 'unfavourite';
  return (
    <form method="post" action={useHref('/dashboard/new')} className="relative shrink-0">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="service" value={service} />
      <input type="hidden" name="next" value={path} />
      <button
        type="submit"
        aria-label={label}
        aria-pressed={isOn}
        title={label}
        className="grid size-9 cursor-pointer place-items-center rounded-md text-soft hover:bg-sunken hover:text-ink aria-pressed:text-accent"
      >
        <svg
          viewBox="0 0 20 20"
          fill={isOn ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinejoin="round"
          aria-hidden="true"
          className="size-4.5"
        >
          <path d="m10 2.8 2.2 4.6 5 .7-3.6 3.5.9 5L10 14.2l-4.5 2.4.9-5L2.8 8.1l5-.7z" />
        </svg>
      </button>
    </form>
  );
}
