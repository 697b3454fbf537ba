import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { defineSource } from '../../src/data/index.ts'
import { defineGroup } from '../../src/features/index.ts'
import { float, text, timestamp } from '../../src/table/index.ts'

/** Of the first day that a moment of `levels` may lie on. */
export const firstDay = new Date('2026-01-01T00:00:00Z')

/** A text holds one number: the day; the level on it is twice that. */
export const levels = defineGroup({
  name: 'levels',
  key: ['port'],
  time: 'at',
  columns: { port: text(), at: timestamp(), height: float({ min: 0 }) },
  from: defineSource({ name: 'tides', from: 'tides' }),
  read: (file) => {
    const day = Number(file.text)
    const at = new Date(firstDay.getTime() + day * 86_400_000)
    return { knownAt: at, rows: [{ port: 'galway', at, height: day * 2 }] }
  },
})

export async function deliverDays(root: string, days: readonly number[]): Promise<void> {
  for (const day of days) {
    const path = join(root, 'tides', `${String(day).padStart(6, '0')}.txt`)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, String(day))
  }
}
