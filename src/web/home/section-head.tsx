import type { ReactNode } from 'react';

type Props = { title: string; text?: string; children?: ReactNode };

/** The head of a part of the front page, with a way on at its end. */
export function SectionHead({ title, text, children }: Props) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
      <div className="grid max-w-2xl gap-2.5">
        <h2 className="text-3xl/9 font-semibold tracking-[-0.03em] text-balance sm:text-4xl/11 rtl:tracking-normal">
          {title}
        </h2>
        {text === undefined ? null : <p className="text-pretty text-soft">{text}</p>}
      </div>
      {children}
    </div>
  );
}
