export { type Hazard, type HazardKind, hazardKinds, hazardsIn } from './recognise/hazards.ts'
