// Folders and hosts of the machine a commit was made on mean nothing on any other. The lock file
// names people's funding pages, nothing else of the kind.
const FOLDERS =
  /(?<![\w.])\/(root|work\/(main|shared)|home\/(?!you\b)[a-z][\w-]*|Users\/[A-Z]\w*)\//;
const REGISTRIES =
  /\b(registry\.[\w.-]+\.(com|org|net|io|cn)|(deb|security)\.debian\.org|[\w-]+\.pkg\.dev)\b/;
const CONFLICT = /^(<{7}|>{7}) /;

/** Lines that name one machine's folders, a package registry, or an unsettled merge. */
export function foreignTraces(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, at) => {
    const trace = [FOLDERS, REGISTRIES, CONFLICT].map((kind) => kind.exec(line)?.[0]).find(Boolean);
    return trace ? [`${path}:${at + 1}: ${trace} is a trace of one machine`] : [];
  });
}
