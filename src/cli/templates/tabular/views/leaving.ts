import { defineView, derive } from 'groundswell'
import { members } from '../groups/members.ts'
import { outcomes } from '../groups/outcomes.ts'

const months = members.latest('months')
const late = members.latest('late')

export const leaving = defineView({
  name: 'leaving',
  description: 'Whether a member leaves, with what the list says',
  label: outcomes.column('left'),
  features: {
    plan: members.latest('plan'),
    months,
    visits: members.latest('visits'),
    late,
    lateShare: derive({ months, late }, lateShare, { description: 'Of all payments' }),
  },
})

/** A function of its own, so that a test can call it. It runs in training and in the service alike. */
export function lateShare(row: { readonly months: number; readonly late: number }): number {
  return row.late / Math.max(1, row.months)
}
