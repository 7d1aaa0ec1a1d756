/**
 * What is said to people in danger of gas or carbon monoxide, word for word: leave, touch nothing, call. After the advice
 * of the US Consumer Product Safety Commission, gas utilities, and of the State Fire Service of Poland.
 */
export const safetyWords = {
  gas: {
    en: 'Smell of gas: leave the building now with everyone in it. Do not use switches, phones or flames inside, and do not look for the leak. From outside call 911 and the gas utility. Nobody goes back in before they say so.',
    pl: 'Zapach gazu: natychmiast opuść budynek ze wszystkimi. Nie używaj w środku włączników, telefonu ani ognia i nie szukaj nieszczelności. Z zewnątrz zadzwoń pod 112 lub 992 (pogotowie gazowe). Nikt nie wraca, dopóki nie pozwolą.',
  },
  carbon_monoxide: {
    en: 'Carbon monoxide: get everyone outside into fresh air now, and do not go back in. From outside call 911. Whoever has a headache, is dizzy or sick needs a doctor at once. Leave appliances off until they have been checked.',
    pl: 'Tlenek węgla (czad): natychmiast wyprowadź wszystkich na świeże powietrze i nie wracaj do środka. Z zewnątrz zadzwoń pod 112 lub 998. Kogo boli głowa, ma zawroty lub nudności, musi od razu zobaczyć lekarz. Urządzenia zostają wyłączone do sprawdzenia.',
  },
} as const
