import { defineView } from 'groundswell'
import { clients, exits } from '../groups/clients.ts'

export const attrition = defineView({
  name: 'attrition',
  description: 'Who has left, with three numbers of each',
  label: exits.column('exited'),
  features: {
    lastmonthActivity: clients.latest('lastmonthActivity'),
    lastyearActivity: clients.latest('lastyearActivity'),
    employees: clients.latest('employees'),
  },
})
