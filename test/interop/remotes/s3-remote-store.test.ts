import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addRemote, openRemote } from '../../../src/data/index.ts'
import { remoteStoreContract } from '../../data/datasets/remote-store.contract.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'
import { noS3Server, runS3Server } from './run-s3-server.ts'

remoteStoreContract(
  'openS3Remote',
  async (t) => {
    const { url, bucket, folder, environment } = await runS3Server(t)
    const root = await temporaryFolder(t)
    const deps = { root, state: join(root, '.swell'), environment }
    const remote = { name: 'origin', url: `s3://${bucket}/deep/in (it)`, endpoint: url }
    await addRemote(deps, remote)
    return {
      remote: await openRemote(deps),
      async damage(digest) {
        const key = join('deep/in (it)/blobs', digest.slice(0, 2), digest.slice(2))
        await chmod(join(folder, key), 0o644)
        await writeFile(join(folder, key), '5 feet at 15 seconds')
      },
    }
  },
  { skip: noS3Server },
)
