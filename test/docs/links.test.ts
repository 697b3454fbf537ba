import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../', import.meta.url))

async function markdownFiles(): Promise<string[]> {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md']
  const { stdout } = await promisify(execFile)('git', list, { cwd: root })
  return stdout.split('\n').filter((name) => name !== '' && existsSync(join(root, name)))
}

test('every link from one of our documents to another file leads somewhere', async () => {
  const dead: string[] = []
  for (const name of await markdownFiles()) {
    const text = await readFile(join(root, name), 'utf8')
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?:|mailto:|#|<)/.test(target)) continue
      const [path = '', anchor] = target.split('#')
      const file = join(root, dirname(name), path)
      if (!existsSync(file)) dead.push(`${name} → ${target}`)
      else if (anchor !== undefined && path.endsWith('.md') && !(await hasAnchor(file, anchor))) {
        dead.push(`${name} → ${target} (no such heading)`)
      }
    }
  }
  assert.deepEqual(dead, [])
})

async function hasAnchor(file: string, anchor: string): Promise<boolean> {
  const headings = (await readFile(file, 'utf8')).matchAll(/^#+ (.+)$/gm)
  return [...headings].some(
    ([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-') === anchor,
  )
}
