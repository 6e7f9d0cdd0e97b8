export type { AddBehaviour, Behaviour, Claim } from './behaviour.ts';
export type { SimulatedOrder } from './delivery.ts';
export type { Action, Fault, FaultShare, Outage } from './fault.ts';
export type { SimulatedKind } from './habits.ts';
export type { Simulation, SimulationOptions } from './open-simulation.ts';
export { openSimulator, type InMemoryOptions, type InMemorySimulator } from './open-simulator.ts';
export type { SimulatedSums } from './panel.ts';
export type { SimulatedService } from './price-list.ts';
export { startSimulator, type Simulator, type SimulatorOptions } from './start-simulator.ts';
