import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seededRandom, type Random } from '../base/index.ts'

const dayMs = 86_400_000
const weekCount = 52
const weeksUntilKnown = 4
const memberCount = 120
const plans = ['basic', 'full', 'student'] as const

interface Member {
  readonly name: string
  readonly plan: (typeof plans)[number]
  readonly months: number
  readonly eager: number
  readonly late: number
}

/**
 * Writes a year of a made-up gym for the template: each Monday a list of members, and four weeks later who
 * of them had left.
 */
export async function writeMemberData(folder: string, today: Date): Promise<void> {
  const random = seededRandom('members')
  const day = Math.floor(today.getTime() / dayMs) * dayMs
  const newest = day - ((new Date(day).getUTCDay() + 6) % 7) * dayMs
  const [lists, outcomes] = [join(folder, 'members'), join(folder, 'outcomes')]
  await Promise.all([lists, outcomes].map((path) => mkdir(path, { recursive: true })))
  for (let week = weekCount; week >= 0; week -= 1) {
    const monday = newest - week * 7 * dayMs
    const rows = listMembers(random.fork(`week ${week}`), dayOf(monday))
    const head = 'member,day,plan,months,visits,late\n'
    await writeFile(
      join(lists, `${dayOf(monday)}.csv`),
      head + rows.map((row) => row.list).join(''),
    )
    if (week < weeksUntilKnown) continue
    const told = dayOf(monday + weeksUntilKnown * 7 * dayMs)
    const left = rows.map((row) => row.outcome).join('')
    await writeFile(join(outcomes, `${told}.csv`), `member,day,left\n${left}`)
  }
}

function listMembers(random: Random, day: string) {
  return Array.from({ length: memberCount }, (_, index) => {
    const member = makeMember(random, index)
    const { name, plan, months, eager, late } = member
    const visits = Math.max(0, eager + random.normal() * 0.4)
    const pull = -0.4 - 1.1 * visits + 0.9 * late - 0.02 * months + (plan === 'full' ? -0.6 : 0.2)
    const left = random.next() < 1 / (1 + Math.exp(-pull)) ? 1 : 0
    return {
      list: `${name},${day},${plan},${months},${visits.toFixed(2)},${late}\n`,
      outcome: `${name},${day},${left}\n`,
    }
  })
}

function makeMember(random: Random, index: number): Member {
  return {
    name: `m${String(index + 1).padStart(3, '0')}`,
    plan: plans[Math.floor(random.next() * plans.length)] ?? 'basic',
    months: Math.floor(random.next() * 60),
    eager: random.next() * 4,
    late: Math.floor(random.next() ** 3 * 5),
  }
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10)
}
