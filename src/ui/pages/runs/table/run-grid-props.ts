import type { RunTableReply } from '../../../../api/index.ts'
import type { RunRow } from './arrange-rows.ts'
import type { RunColumn } from './run-columns.ts'

export interface RunGridProps {
  readonly runs: RunTableReply['runs']
  readonly rows: readonly RunRow[]
  /** Without the name, which always stands first. */
  readonly columns: readonly RunColumn[]
  readonly sort: string
  readonly picked: ReadonlySet<string>
  readonly onSort: (id: string) => void
  readonly onPick: (ids: readonly string[], isPicked: boolean) => void
  readonly onPin: (id: string) => void
  readonly onFold: (title: string) => void
}
