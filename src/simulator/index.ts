export type { AddBehaviour, Behaviour } from './behaviour.ts';
export type { SimulatedOrder } from './delivery.ts';
export { startSimulator, type Simulator, type SimulatorOptions } from './start-simulator.ts';
