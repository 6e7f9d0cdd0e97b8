/** The sign of the house. */
export function Mark() {
  return (
    <svg width="26" height="26" viewBox="0 0 24 24" aria-hidden="true" className="shrink-0">
      <rect width="24" height="24" rx="6" className="fill-ink" />
      <path d="M7.5 17V7.5h2l5 6.6V9.8h2V17h-2l-5-6.6V17z" className="fill-paper" />
      <circle cx="17.2" cy="6.8" r="1.9" className="fill-accent" />
    </svg>
  );
}
