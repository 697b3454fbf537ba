import { useState } from 'react'
import type { ModelVersionReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { ApproveDialog } from './approve-dialog.tsx'
import { PromoteDialog } from './promote-dialog.tsx'

/** What a person may do with a version: approve it, and make it champion. */
export function VersionActions({ version }: { version: ModelVersionReply }) {
  const [open, setOpen] = useState<'approve' | 'promote'>()
  const model = useAsk('getModel', { params: { name: version.model } })
  const isChampion = version.aliases.includes('champion')
  return (
    <>
      {version.stage === 'approved' ? null : (
        <button type="button" className="button" onClick={() => setOpen('approve')}>
          Approve …
        </button>
      )}
      {isChampion ? null : (
        <button type="button" className="button main" onClick={() => setOpen('promote')}>
          Promote to champion …
        </button>
      )}
      {open === 'approve' ? (
        <ApproveDialog version={version} onClose={() => setOpen(undefined)} />
      ) : null}
      {open === 'promote' && model.data !== undefined ? (
        <PromoteDialog
          model={model.data}
          version={version.version}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </>
  )
}
