/** The networks that can be asked for by name, simplest first. Free of TensorFlow.js: forms and the command line read it. */

export type NetworkFamily = "mlp" | "nlinear" | "dlinear" | "nbeats" | "nhits" | "tsmixer" | "gru" | "tcn";

export interface NetworkFamilyEntry {
  key: NetworkFamily;
  name: string;
  /** What it does, in a sentence. */
  about: string;
  paper: string;
  /** Many times slower a training step than the others. */
  advanced: boolean;
  /** Reads the calendar of every step ahead rather than of the first alone. */
  isStepwise: boolean;
  /** Units a layer, unless a recipe says otherwise. */
  width: number;
  /** Blocks, stacks or layers of it. Those that find their own number say so where they are built. */
  blocks: number;
  /** Of Adam, after the warm-up. */
  peakRate: number;
}

export const NETWORK_FAMILIES: readonly NetworkFamilyEntry[] = [
  {
    key: "mlp",
    name: "Perceptron",
    about: "A residual multilayer perceptron with a linear path beside it.",
    paper:
      "Rumelhart, Hinton & Williams (1986), Learning representations by back-propagating errors, Nature 323; He et al. (2016), Deep residual learning, CVPR",
    ...{ advanced: false, isStepwise: false, width: 128, blocks: 2, peakRate: 3e-3 },
  },
  {
    key: "nlinear",
    name: "NLinear",
    about: "One linear map of what stands before, taken against its last value.",
    paper: "Zeng, Chen, Zhang & Xu (2023), Are transformers effective for time series forecasting?, AAAI",
    ...{ advanced: false, isStepwise: false, width: 1, blocks: 1, peakRate: 1e-2 },
  },
  {
    key: "dlinear",
    name: "DLinear",
    about: "A moving average and what is left of it, each by a linear map of its own.",
    paper: "Zeng, Chen, Zhang & Xu (2023), Are transformers effective for time series forecasting?, AAAI",
    ...{ advanced: false, isStepwise: false, width: 1, blocks: 1, peakRate: 1e-2 },
  },
  {
    key: "nbeats",
    name: "N-BEATS",
    about: "Blocks that each explain a part of the history and hand on the rest; their forecasts add up.",
    paper:
      "Oreshkin, Carpov, Chapados & Bengio (2020), N-BEATS: neural basis expansion analysis for interpretable time series forecasting, ICLR",
    ...{ advanced: false, isStepwise: false, width: 128, blocks: 3, peakRate: 2e-3 },
  },
  {
    key: "nhits",
    name: "N-HiTS",
    about:
      "As N-BEATS, with stacks that look at the history coarsely or finely and forecast a few knots or many.",
    paper:
      "Challu, Olivares, Oreshkin, Garza Ramírez, Mergenthaler-Canseco & Dubrawski (2023), NHITS: neural hierarchical interpolation for time series forecasting, AAAI",
    ...{ advanced: false, isStepwise: false, width: 128, blocks: 3, peakRate: 2e-3 },
  },
  {
    key: "tsmixer",
    name: "TSMixer",
    about:
      "Perceptrons that take turns over time and over features; covariates known ahead enter step by step.",
    paper:
      "Chen, Li, Yoder, Arık & Pfister (2023), TSMixer: an all-MLP architecture for time series forecasting, TMLR",
    ...{ advanced: false, isStepwise: true, width: 32, blocks: 2, peakRate: 8e-3 },
  },
  {
    key: "gru",
    name: "GRU",
    about: "A recurrent network reads the history step by step; a perceptron answers each step ahead.",
    paper:
      "Cho et al. (2014), Learning phrase representations using RNN encoder-decoder, EMNLP; Wen, Torkkola, Narayanaswamy & Madeka (2017), A multi-horizon quantile recurrent forecaster",
    ...{ advanced: true, isStepwise: true, width: 64, blocks: 1, peakRate: 3e-3 },
  },
  {
    key: "tcn",
    name: "TCN",
    about: "Causal convolutions whose reach doubles from block to block.",
    paper:
      "Bai, Kolter & Koltun (2018), An empirical evaluation of generic convolutional and recurrent networks for sequence modeling",
    ...{ advanced: true, isStepwise: true, width: 32, blocks: 1, peakRate: 5e-3 },
  },
];

export function familyOf(key: string): NetworkFamilyEntry | undefined {
  return NETWORK_FAMILIES.find((family) => family.key === key);
}
