/** Leads on to the gateway at once; the link to it stands on the page as well. */
export function Onward({ url }: { url: string }) {
  // Not a redirect of the form: its policy says that forms end on this site.
  return <meta httpEquiv="refresh" content={`0; url=${url}`} />;
}
