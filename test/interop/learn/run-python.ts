import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Hands a script files and gives back the JSON that it prints. Columns go as bytes of 64-bit numbers. */
export async function runPython(
  script: string,
  files: Readonly<Record<string, Uint8Array | Float64Array | string>>,
  python = process.env['GROUNDSWELL_PYTHON'],
): Promise<unknown> {
  if (python === undefined || python === '') {
    throw new Error(
      'GROUNDSWELL_PYTHON is not set. Make a virtual environment with test/interop/requirements.txt' +
        ' and set it to the path of its python.',
    )
  }
  const folder = await mkdtemp(join(tmpdir(), 'groundswell-interop-'))
  try {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), content)
    }
    const path = join(import.meta.dirname, script)
    await promisify(execFile)(python, [path, folder], {
      env: { ...process.env, OMP_NUM_THREADS: '1' },
    })
    return JSON.parse(await readFile(join(folder, 'answer.json'), 'utf8'))
  } finally {
    await rm(folder, { recursive: true })
  }
}
