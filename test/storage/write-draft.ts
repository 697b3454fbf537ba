import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { draftName } from '../../src/storage/draft-name.ts'

/** Leaves a draft as a writer in the middle of its work would, and waits to be killed. */
const drafts = join(process.argv[2] ?? '', 'drafts')
await mkdir(drafts, { recursive: true })
await writeFile(join(drafts, draftName('1')), 'half')
process.stdout.write('written\n')
process.stdin.resume()
