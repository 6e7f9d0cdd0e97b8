import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { DocumentKind } from './document.ts';
import { COLUMNS, headOf, type DocumentHead, type DocumentRow } from './read-document.ts';

export type ListDocuments = {
  kind?: DocumentKind | undefined;
  /** Issued before this one. */
  after?: bigint | undefined;
  limit?: number;
};

export type DocumentPage = { documents: DocumentHead[]; older: bigint | null };

const PAGE = 50;

const OWN = reading<DocumentRow>(
  'billing-documents',
  `select ${COLUMNS} from documents d left join documents c on c.id = d.corrects
   where ($1::int is null or d.account_id = $1) and ($2::bigint is null or d.id < $2)
     and ($3::document_kind is null or d.kind = $3)
   order by d.id desc limit $4`,
);

/** The documents of an account, newest first; of all accounts where none is named. */
export async function listDocuments(
  db: Db,
  accountId: number | null,
  { kind, after, limit = PAGE }: ListDocuments = {},
): Promise<DocumentPage> {
  const rows = await db.rows(OWN, [accountId, after ?? null, kind ?? null, limit + 1]);
  const documents = rows.slice(0, limit).map(headOf);
  return { documents, older: rows.length > limit ? (documents.at(-1)?.id ?? null) : null };
}
