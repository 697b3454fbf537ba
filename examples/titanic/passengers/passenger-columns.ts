import { float, integer, text, timestamp } from 'groundswell'

export const passengerColumns = {
  passengerId: integer({ min: 1, description: 'The passenger’s number on the list' }),
  listedAt: timestamp({ description: 'When the passenger came onto the list' }),
  name: text({ description: 'Family and given name' }),
  sex: text({ oneOf: ['female', 'male'], description: 'Female or male' }),
  age: float({ optional: true, unit: 'years', min: 0, max: 130, description: 'Age' }),
  pclass: integer({ min: 1, max: 3, description: 'Class of the ticket, 1 to 3' }),
  fare: float({ unit: 'pounds', min: 0, max: 600, description: 'What the ticket cost' }),
  parch: integer({ min: 0, max: 9, description: 'Parents and children on board' }),
  sibSp: integer({ min: 0, max: 9, description: 'Brothers, sisters and spouse on board' }),
  embarked: text({
    optional: true,
    description: 'Port: S for Southampton, C for Cherbourg, Q for Queenstown',
  }),
}

export const outcomeColumns = {
  passengerId: passengerColumns.passengerId,
  listedAt: passengerColumns.listedAt,
  survived: integer({ min: 0, max: 1, description: '1 for who survived, 0 for who was lost' }),
}
