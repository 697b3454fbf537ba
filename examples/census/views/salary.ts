import { defineView } from 'groundswell'
import { incomes } from '../groups/incomes.ts'
import { people } from '../groups/people.ts'

export const salary = defineView({
  name: 'salary',
  description: 'Who earns more than 50,000, with all that the census says of them',
  label: incomes.column('over50k'),
  features: {
    age: people.latest('age'),
    workclass: people.latest('workclass'),
    education: people.latest('education'),
    'education-num': people.latest('education-num'),
    'marital-status': people.latest('marital-status'),
    occupation: people.latest('occupation'),
    relationship: people.latest('relationship'),
    race: people.latest('race'),
    sex: people.latest('sex'),
    'capital-gain': people.latest('capital-gain'),
    'capital-loss': people.latest('capital-loss'),
    'hours-per-week': people.latest('hours-per-week'),
    'native-country': people.latest('native-country'),
  },
})
