import type { ComponentProps, ElementType, ReactNode } from 'react';

const KINDS = {
  primary: 'bg-ink text-paper hover:bg-ink-hover',
  plain: 'border border-edge bg-card text-ink hover:bg-sunken',
  quiet: 'text-ink hover:bg-sunken',
  danger: 'bg-canceled text-paper hover:opacity-90',
} as const;
const SIZES = {
  small: 'h-8 px-3 text-sm',
  medium: 'h-10 px-4 text-sm',
  large: 'h-11 px-5 text-base',
} as const;

type Own<As extends ElementType> = {
  as?: As;
  kind?: keyof typeof KINDS;
  size?: keyof typeof SIZES;
  className?: string;
  children: ReactNode;
};
type Props<As extends ElementType> = Own<As> & Omit<ComponentProps<As>, keyof Own<As>>;

/** A button, or a link that looks like one (`as={A}`). */
export function Button<As extends ElementType = 'button'>(props: Props<As>) {
  const { as, kind = 'primary', size = 'medium', className = '', ...rest } = props;
  const Tag: ElementType = as ?? 'button';
  return (
    <Tag
      className={`inline-flex items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-colors disabled:opacity-50 ${KINDS[kind]} ${SIZES[size]} ${className}`}
      {...rest}
    />
  );
}
