/** All that a mock needs once a scenario is asked for, loaded as one: a bundler then cuts the rest into few pieces. */
export { answerInScenario } from "./answer-in-scenario";
export { ScenarioSwitch } from "./scenario-switch";
