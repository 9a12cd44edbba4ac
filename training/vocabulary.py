"""Ordinary text that only varies, and the programmes, conferences and products where either outcome is fine."""

# ruff: noqa: E501  # word lists are read and edited in long rows

# word lists are read and edited in long rows

from random import Random

from training.contacts import MONTHS

# fmt: off
LISTS: dict[str, str] = {
    "weekday": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    "season": "spring|summer|autumn|winter",
    "course": "Linear Algebra|Probability Theory|Introduction to Programming|Statistical Learning|Real Analysis|Organic Chemistry|Thermodynamics|Galois Theory|Operating Systems|Microeconomics|Signals and Systems|Fourier Analysis"
    "|Quantum Mechanics II|Numerical Methods|Discrete Mathematics|Data Structures and Algorithms|Computer Vision|Natural Language Processing|Bayesian Statistics|Stochastic Processes|Abstract Algebra|Deep Learning|Partial Differential Equations"
    "|Compiler Construction|Econometrics I|Molecular Genetics|Roman Law|Constitutional Law|History of the Middle East|Spanish Literature|Academic Writing|Clinical Pharmacology|Fluid Mechanics|Hilbert Spaces|Lie Groups|Game Theory|Cryptography|Graph Theory",
    "method": "Gaussian process regression|Markov chain Monte Carlo|the Kalman filter|Fourier transforms|Bayesian inference|Adam|stochastic gradient descent|the Bernoulli model|Lasso regression|the Hough transform|Dijkstra's algorithm|Monte Carlo simulation"
    "|principal component analysis|Newton's method|Runge-Kutta|the Cox model|a Poisson regression|Nash equilibria|the Wilcoxon test|Student's t-test|Gibbs sampling|Laplace approximation|random forests|a Boltzmann machine|Western blotting|Gram staining|CRISPR|BERT|a Transformer"
    "|ResNet-50|U-Net|Viterbi decoding|the Schrödinger equation|Hamiltonian Monte Carlo|the Euler scheme|Chebyshev polynomials|Pearson correlation|Bonferroni correction|the Hessian|Jacobi iterations|Voronoi diagrams|Granger causality|Likert scales",
    "language": "Python|Java|Julia|Ruby|Swift|Go|Rust|C++|R|Scala|Kotlin|Haskell|MATLAB|Ada|Pascal|Perl|TypeScript|JavaScript|Elm|Clojure|Lua|Fortran|Racket|Crystal|OCaml|SQL|Elixir|Dart|PHP|COBOL",
    "tool": "Git|Docker|LaTeX|Excel|PyTorch|TensorFlow|NumPy|pandas|Stata|SPSS|AutoCAD|Photoshop|Jira|Figma|Linux|Jupyter|Scikit-learn|Kubernetes",
    "field": "machine learning|number theory|condensed matter physics|computational linguistics|robotics|neuroscience|public health|econometrics|statistics|algebraic geometry|bioinformatics|computer vision|cosmology|organic chemistry|political science|civil engineering|nursing|accounting|materials science|law",
    "degree": "BSc|B.Sc.|MSc|M.Sc.|Bachelor of Science|Bachelor's|Master's|PhD|Ph.D.|B.Tech|M.Tech|MBA|Master of Science|Diplom|Licence|B.A.|MPhil|BEng",
    "nationality": "Indian|German|Brazilian|Nigerian|Polish|Turkish|Chinese|Mexican|Ukrainian|Iranian|French|Kenyan|Korean|Italian|Vietnamese|Egyptian|British|American|Dutch|Romanian|Colombian|Pakistani|Filipino|Russian|Greek|Czech|Swiss|Ethiopian|Japanese",
    "tongue": "English|German|French|Spanish|Portuguese|Mandarin|Hindi|Arabic|Russian|Polish|Italian|Dutch|Turkish|Swahili|Yoruba|Bengali|Tamil|Korean|Japanese|Persian|Ukrainian|Vietnamese|Romanian|Hungarian|Urdu|Greek|Czech|Amharic|Latin",
    "job": "data analyst|software engineer|nurse|research assistant|teaching assistant|accountant|project manager|electrician|chef|waiter|web developer|tutor|cashier|receptionist|mechanical engineer|translator|lab technician|shift supervisor|librarian|driver|warehouse worker|teacher|intern",
    "placeholder": "[name]|[location]|[NAME]|[your name]|[company]|[Name of University]|[date]|[redacted]|<name>|XXXX|[address]|[city]|[supervisor]|[Recipient Name]|[Organization]|____",
    "money": "€450|€ 1,200|$2,500|$75|£320|£1,150.00|INR 25,000|Rs. 3,500|CHF 900|USD 1200|EUR 640|¥38,000|1.200,00 €|R$ 800|₦150,000|KSh 12,000|PLN 2400|250 euros|45 dollars|kr 3 500",
    "grade": "1.3|3.8/4.0|8.9/10|A|B+|9.1 CGPA|17/20|5.5|with distinction|first class|94%|cum laude",
    "percent": "15 %|30%|87%|4.5%|half|two thirds", "word": "hope|grace|will|mark|rose|page|may|young|bill|grant|frank|chance|art|dean|sue|pat|bob|jack|gene|faith|summer|dawn|joy|ray",
}
KEEPS: dict[str, str] = {
    "school": "{place} Summer School in {field}|Summer School on {field}|{letters} Summer School|{place} Winter School on {field}|{letters} {year}|International Summer School of {field}|{place} Machine Learning Summer School|{letters} School|{place} School of {field}|Advanced School on {field}|the {field} Bootcamp|Spring School {year}",
    "conference": "NeurIPS|ICML|ICLR|CVPR|ACL {year}|EMNLP|SIGGRAPH|AAAI|IJCAI|KDD|ICASSP|ICRA|CHI {year}|the Joint Mathematics Meetings|EGU {year}|AGU Fall Meeting|APS March Meeting|NAACL|ECCV {year}|COLT|UAI|PyData {place}|EuroPython|INTERSPEECH|WACV|the World Congress on {field}|MICCAI",
    "product": "Google Cloud|PyTorch|TensorFlow|AWS|Excel|MATLAB|SAP|Salesforce|Microsoft Teams|Photoshop|Azure|Android|ChatGPT|Hugging Face|Zoom|Moodle|Windows 11|iPhone|GitHub Copilot|Kindle|Raspberry Pi|AutoCAD|Jira|Tableau|Coursera|YouTube|WhatsApp",
    "company": "Google|Microsoft|Amazon|Apple|Siemens|IBM|Intel|Samsung|Bosch|Meta|NVIDIA|DeepMind|OpenAI|SAP|Infosys|Deloitte|Shell|Toyota|Airbus|Novartis|Nestlé|Unilever|BMW",
    "university": "Oxford University|University of Oxford|the University of Cambridge|ETH Zurich|Stanford University|MIT|TU Munich|University of Edinburgh|EPFL|KAIST|National University of Singapore|University of Toronto|Uppsala University|University of Melbourne|Sorbonne University|Leiden University|KTH|Politecnico di Milano|University of Amsterdam|Tsinghua University",
}
# fmt: on
SCHOOL_PLACES = "Oxford|Lisbon|Baltic|Nordic|Alpine|Mediterranean|Eastern European|Gran Paradiso|Tübingen|Lake Como|Cambridge|Asian|African|Bertinoro|Carpathian|Les Houches|Black Forest|Indaba|Prague|Aegean"
SCHOOL_FIELDS = "Machine Learning|Deep Learning|Computational Neuroscience|Cryptography|Number Theory|Data Science|Robotics|Computational Biology|Quantum Computing|Astrophysics|Logic|Language Technology|Statistics|Game Theory|Digital Humanities|Public Health|Reinforcement Learning"
SCHOOL_LETTERS = "MLSS|EEML|DLRL|ESSLLI|OxML|LxMLS|RegML|M2L|PRAIRIE|SMILES|ALPS|NSSDM|AISS|IMLSS|ProbAI|TMLSS|GeomLS"


def make_date(rng: Random) -> str:
    """Return a date of these years in some notation."""
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2012, 2026)
    name = MONTHS[month - 1]
    return rng.choice(
        [
            f"{day} {name} {year}",
            f"{name} {day}, {year}",
            f"{day:02}.{month:02}.{year}",
            f"{day:02}/{month:02}/{year}",
            f"{year}-{month:02}-{day:02}",
            f"{day} {name}",
            f"{name} {day}",
            f"{day}. {month}. {year}",
            f"{name} {year}",
        ]
    )


def plain_word(rng: Random, kind: str) -> str:
    """Return ordinary text of a kind."""
    if kind in LISTS:
        return rng.choice(LISTS[kind].split("|"))
    match kind:
        case "date":
            return make_date(rng)
        case "month":
            return rng.choice(MONTHS)
        case "year":
            return str(rng.randint(2008, 2026))
        case "number":
            return str(rng.choice((rng.randint(2, 40), rng.randint(2, 999))))
        case "day":
            return str(rng.randint(1, 28))
        case "age":
            return str(rng.randint(7, 90))
        case "time":
            return rng.choice(
                [
                    f"{rng.randint(7, 22)}:{rng.randint(0, 59):02}",
                    f"{rng.randint(1, 12)} pm",
                    f"{rng.randint(1, 12)}:30 am",
                    f"{rng.randint(8, 18)}.15",
                ]
            )
    raise ValueError(f"no such word: {kind}")


def keep_name(rng: Random, kind: str) -> str:
    """Return the name of a programme, conference or product, without an article."""
    text = rng.choice(KEEPS[kind].split("|"))
    for slot, words in (
        ("{place}", SCHOOL_PLACES),
        ("{field}", SCHOOL_FIELDS),
        ("{letters}", SCHOOL_LETTERS),
    ):
        if slot in text:
            text = text.replace(slot, rng.choice(words.split("|")))
    return text.replace("{year}", str(rng.randint(2014, 2026))).removeprefix("the ")
