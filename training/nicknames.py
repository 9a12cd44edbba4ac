"""The short and pet forms of common given names."""

# ruff: noqa: E501  # word lists are read and edited in long rows

TABLE = """
Alexander Alex Sasha Lex Xander Sandy; Alexandra Alex Sasha Sandra Lexi; Alexandre Alex; Alejandro Ale Alex; Andrew Andy
Drew; Andreas Andi; Andrei Andryusha; Anna Annie Anya Ania; Anastasia Nastya Stacy; Anastasiya Nastya; Antonio Toni Tonio;
Anthony Tony Ant; António Toni; Barbara Barb Babs; Benjamin Ben Benji; Bartholomew Bart; Catherine Cathy Kate Cat;
Charles Charlie Chuck Chaz; Charlotte Lottie Charlie; Christopher Chris Kit Topher; Christina Chris Tina; Christine
Chris Chrissy; Daniel Dan Danny; David Dave Davey; Deborah Deb Debbie; Dmitry Dima Mitya; Dominic Dom; Dorothy Dot Dottie;
Edward Ed Eddie Ted Ned; Eduardo Edu Lalo; Ekaterina Katya; Elizabeth Liz Beth Betty Lizzie Eliza; Eleanor Ellie Nell;
Emily Em Emmy; Emma Em; Ethan Eth; Evgeny Zhenya; Evgenia Zhenya; Fernando Nando; Frances Fran Frankie; Francis Frank;
Francisco Paco Pancho Kiko; Francesco Checco Franco; Frederick Fred Freddie; Friedrich Fritz; Gabriel Gabe Gabi; Galina
Galya; George Georgie Geo; Gerald Gerry; Giovanni Gianni Nino; Giuseppe Beppe Pino; Grigory Grisha; Guillaume Gui;
Guillermo Memo; Hannah Han; Hans Hansi; Harold Harry Hal; Harry Haz; Heinrich Heiner Heinz; Helen Nell Nellie; Henry Hank
Harry; Ignacio Nacho; Isabel Isa Bel; Isabella Bella Izzy; Isabelle Izzy; Ivan Vanya; Jacob Jake; Jakub Kuba; James Jim
Jimmy Jamie; Jan Janek; Jennifer Jen Jenny; Jessica Jess Jessie; Jesús Chuy; João Joca Jonas; Johannes Hannes Jo; John
Jack Johnny; Jonathan Jon Jonny; Jorge Coque; José Pepe Zé; Joseph Joe Joey; Josef Sepp Pepa; Joshua Josh; Juan Juanito;
Juliana Juli; Julia Jules; Karolina Karo; Katarzyna Kasia; Katharina Kathi Kati; Katherine Kate Katie Kathy; Konstantin
Kostya; Krzysztof Krzyś; Kenneth Ken Kenny; Kimberly Kim; László Laci; Laura Lau; Lawrence Larry; Leonard Len Lenny;
Leonardo Leo; Lorenzo Renzo; Lucas Luke; Luis Lucho; Luiz Lula; Magdalena Magda Lena; Małgorzata Gosia Małgosia; Manuel
Manolo Manu; Marek Mareczek; Margaret Maggie Peggy Meg Madge; Maria Masha Mia Mimi; María Mari; Mariana Mari; Martin
Marty; Matthew Matt Matty; Matthias Matze; Maximilian Max Maxi; Michael Mike Mick Micky; Mikhail Misha; Miguel Migue;
Michał Misiek; Mohammed Mo Moh; Mohammad Mo; Muhammad Mo; Natalia Natasha Nat; Nathaniel Nate Nat; Natalie Nat; Nicholas
Nick Nicky; Nikolai Kolya; Nicola Nico Nicky; Nikolaos Nikos; Oleksandr Sasha; Olga Olya; Oliver Ollie Oli; Olivia Liv
Livvy; Pamela Pam; Patricia Pat Patty Trish; Patrick Pat Paddy; Pedro Perico; Peter Pete; Philip Phil Pip; Philippe Phil;
Piotr Piotrek; Rafael Rafa; Raymond Ray; Rebecca Becky Bex; Ricardo Rica Richi; Richard Rick Dick Rich Richie; Robert Bob
Rob Bobby Robbie; Roberto Beto; Ronald Ron Ronnie; Rosemary Rosie; Samantha Sam Sammy; Samuel Sam Sammy; Sandra Sandy;
Sebastian Seb Basti; Sergei Seryozha; Sergey Seryozha; Sofía Sofi; Sofia Sofi; Stanisław Staszek; Stefan Stef; Stephanie
Steph; Stephen Steve Stevie; Steven Steve; Susan Sue Susie; Svetlana Sveta; Tatiana Tanya; Theodore Ted Theo Teddy;
Theresa Terry Tess; Teresa Tere Tess; Thomas Tom Tommy; Timothy Tim Timmy; Tomasz Tomek; Valentina Valya Vale; Victoria
Vicky Tori; Vladimir Volodya Vova; Vincent Vince Vinnie; Walter Walt Wally; William Bill Will Billy Liam; Wojciech Wojtek;
Yekaterina Katya; Yuri Yura; Zachary Zach Zac; Zsuzsanna Zsuzsi; István Pista; Rosario Charo; Dolores Lola; Concepción
Concha; Enrique Quique; Santiago Santi; Oluwaseun Seun; Oluwatobi Tobi; Temitope Tope; Olumide Olu; Babatunde Tunde;
Chinedu Nedu; Ngozi Ngo; Rizky Kiki; Mehmet Memo; Mustafa Mısto; Fatma Fatoş; Ibrahim Ibo; Abdullah Abdi; Abdirahman
Abdi; Aleksandra Ola Sasha; Agnieszka Aga; Joanna Asia; Paweł Pawełek; Jürgen Jogi; Wolfgang Wolfi; Susanne Susi;
Constantin Costi; Gheorghe Gigi; Ioana Oana; Venkatesh Venky; Siddharth Sid; Abhishek Abhi; Krishnamurthy Krish;
Aishwarya Aish; Elisabeth Lisbeth Sissi; Cornelis Cees Kees; Wilhelmina Mina; Johanna Hanneke Jo; Hendrik Henk
"""


def nickname_table() -> dict[str, tuple[str, ...]]:
    """Return the nicknames by given name."""
    rows = (row.split() for row in TABLE.split(";"))
    return {row[0]: tuple(row[1:]) for row in rows}
