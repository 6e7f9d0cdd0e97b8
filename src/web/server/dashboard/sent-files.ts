import type { SentFile } from '#support/index.ts';

/** The files of a form's field; a field that was left empty is sent as a file without a name. */
export async function sentFiles(form: FormData, name: string): Promise<SentFile[]> {
  const given = form.getAll(name).filter((one) => typeof one !== 'string');
  const files = given.filter((file) => file.name !== '' || file.size > 0);
  return Promise.all(
    files.map(async (file) => ({
      name: file.name,
      bytes: Buffer.from(await file.arrayBuffer()),
    })),
  );
}
