import { defineView, derive } from 'groundswell'
import { outcomes } from '../groups/outcomes.ts'
import { passengers } from '../groups/passengers.ts'

const age = passengers.latest('age')
const parch = passengers.latest('parch')
const sibSp = passengers.latest('sibSp')

export const survival = defineView({
  name: 'survival',
  description: 'What became of a passenger, with all that the list says of him or her',
  label: outcomes.column('survived'),
  features: {
    sex: passengers.latest('sex'),
    age,
    pclass: passengers.latest('pclass'),
    fare: passengers.latest('fare'),
    parch,
    sibSp,
    embarked: passengers.latest('embarked'),
    familySize: derive({ parch, sibSp }, (row) => row.parch + row.sibSp + 1, {
      description: 'How many of the family are on board',
    }),
    ageGroup: age,
  },
})
