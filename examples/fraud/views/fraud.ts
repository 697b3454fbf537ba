import { defineView, derive, distance, requested, timestamp } from 'groundswell'
import { cards } from '../groups/cards.ts'
import { labels } from '../groups/labels.ts'
import { profiles } from '../groups/profiles.ts'
import { asked, transactions } from '../groups/transactions.ts'
import { daysUntilExpiry } from './days-until-expiry.ts'

const purchase = requested({ ...asked, at: timestamp() })
const before = { before: true } as const
const hours = transactions.window('4h', before)
const yearMs = 365.25 * 86_400_000

export const fraud = defineView({
  name: 'fraud',
  description: 'A transaction as it is asked for, beside what the card did before',
  label: labels.column('isFraud'),
  request: purchase,
  features: {
    category: purchase.category,
    amount: purchase.amount,
    // The transaction itself is stored by the time that it is learnt from: only those before it count.
    distanceToPrevious: distance(
      {
        latitude: transactions.latest('latitude', before),
        longitude: transactions.latest('longitude', before),
      },
      purchase,
    ),
    secondsSincePrevious: transactions.sinceLast(before),
    count4h: hours.count('amount'),
    mean4h: hours.mean('amount', { otherwise: 0 }),
    deviation4h: hours.deviation('amount', { otherwise: 0 }),
    distinctCities4h: hours.distinct('city'),
    ageYears: derive(
      { at: purchase.at, birthdate: profiles.current('birthdate') },
      (row) => (row.at - row.birthdate) / yearMs,
      { unit: 'years', description: 'Of who holds the card' },
    ),
    daysUntilExpiry: derive(
      { at: purchase.at, expires: cards.current('expires') },
      ({ at, expires }) => daysUntilExpiry(expires, at),
      { unit: 'days', description: 'Until the card is of no use any more' },
    ),
  },
})
